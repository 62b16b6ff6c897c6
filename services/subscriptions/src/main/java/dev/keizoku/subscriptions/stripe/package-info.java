/**
 * What Stripe tells of customers, prices and subscriptions, made into ours: a webhook, and objects from files.
 *
 * <p>Stripe's events come in any order and more than once. Everything told of a subscription is kept, and its changes are
 * read out of all of it anew whenever there is more.
 */
@NullMarked
package dev.keizoku.subscriptions.stripe;

import org.jspecify.annotations.NullMarked;
