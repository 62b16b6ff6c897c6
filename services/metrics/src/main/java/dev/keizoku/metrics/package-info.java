/**
 * The recurring-revenue ledger and every figure read from it.
 *
 * <p>Owns the movements of each customer's balance, derived from the change feed of subscriptions, and the definitions of
 * the metrics. Does not own subscriptions, plans or accounts: what it keeps of them is a copy that can be rebuilt.
 */
@NullMarked
package dev.keizoku.metrics;

import org.jspecify.annotations.NullMarked;
