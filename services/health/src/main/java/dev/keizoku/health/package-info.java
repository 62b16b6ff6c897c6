/**
 * Health: how well each customer account is doing, why, and which signs of leaving it shows.
 *
 * <p>Owns touchpoints, scorecards, scores with their history, and risk signals. Does not own accounts, plans or
 * subscriptions (subscriptions), usage events (usage), or money (metrics): it reads those as sorted streams.
 */
@NullMarked
package dev.keizoku.health;

import org.jspecify.annotations.NullMarked;
