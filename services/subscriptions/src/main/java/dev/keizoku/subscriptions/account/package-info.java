/** The tenant's customers. */
@NullMarked
package dev.keizoku.subscriptions.account;

import org.jspecify.annotations.NullMarked;
