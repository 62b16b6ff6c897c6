/** The people at an account. */
@NullMarked
package dev.keizoku.subscriptions.contact;

import org.jspecify.annotations.NullMarked;
