/** What can be subscribed to, and at which prices. */
@NullMarked
package dev.keizoku.subscriptions.plan;

import org.jspecify.annotations.NullMarked;
