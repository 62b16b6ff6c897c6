/** What an account may use, and which plan brings what it may not. */
@NullMarked
package dev.keizoku.subscriptions.entitlement;

import org.jspecify.annotations.NullMarked;
