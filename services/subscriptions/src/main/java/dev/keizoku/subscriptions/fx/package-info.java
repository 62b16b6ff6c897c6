/** Daily exchange rates as the tenant loads them, and the rule by which one is looked up. */
@NullMarked
package dev.keizoku.subscriptions.fx;

import org.jspecify.annotations.NullMarked;
