package dev.keizoku.subscriptions.stripe;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something Stripe told of a subscription.
 *
 * @param source the event it came with
 * @param at when it came about, to the second
 * @param rank orders what came about in one second
 * @param place orders updates of one second, as far as they say what was before them
 */
record StripeFact(String source, Instant at, int rank, int place, Told told) {

    /** The order things came about in, as far as Stripe tells. */
    static final Comparator<StripeFact> ORDER = Comparator.comparing(StripeFact::at)
            .thenComparing(StripeFact::rank)
            .thenComparing(StripeFact::place)
            .thenComparing(StripeFact::source);

    /** What was told. */
    sealed interface Told {}

    /** The whole subscription as it was. */
    record Shown(StripeSubscription subscription) implements Told {}

    /** An invoice could not be collected. */
    record Failed(String invoice) implements Told {}

    /** An invoice was paid. */
    record Paid(String invoice) implements Told {}

    /** There is a discount. */
    record Discounted(StripeDiscount discount) implements Told {}

    /** A discount was taken away. */
    record Undiscounted(String discountId) implements Told {}
}
