/**
 * Owns accounts, plans and prices, subscriptions and every change to them, and the feed others derive from. Does not own
 * what is computed from it: balances and rates ({@code metrics}), scores ({@code health}).
 */
@NullMarked
package dev.keizoku.subscriptions;

import org.jspecify.annotations.NullMarked;
