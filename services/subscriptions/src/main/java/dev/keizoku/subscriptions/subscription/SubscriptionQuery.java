package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions are asked for.
 *
 * @param shownAt the instant they are looked at
 * @param account whose they are then
 * @param live whether they have to be there then: begun and not ended
 * @param changed when something of them took or takes effect
 * @param due when the term they have then is over, or a renewal of them is due
 * @param trialOpenAt they were on trial then
 * @param states one of which they are in; {@code pending} before they start
 * @param plans one of which they are on
 */
record SubscriptionQuery(
        Instant shownAt,
        @Nullable AccountId account,
        boolean live,
        Span changed,
        Span due,
        @Nullable Instant trialOpenAt,
        List<String> states,
        List<PlanId> plans) {

    static final String PENDING = "pending";

    /** A half-open span; open where an end is null. */
    record Span(@Nullable Instant from, @Nullable Instant to) {

        boolean asked() {
            return from != null || to != null;
        }

        boolean contains(@Nullable Instant instant) {
            return instant != null && (from == null || !instant.isBefore(from)) && (to == null || instant.isBefore(to));
        }
    }

    SubscriptionQuery {
        states = List.copyOf(states);
        plans = List.copyOf(plans);
    }

    /** Whether every subscription there is fits. */
    boolean all() {
        return account == null
                && !live
                && !changed.asked()
                && !due.asked()
                && trialOpenAt == null
                && states.isEmpty()
                && plans.isEmpty();
    }

    /** Whether a subscription fits; those named have a renewal that is due in the span asked for. */
    boolean fits(Subscription subscription, Set<String> withRenewalDue) {
        Terms present = subscription.timeline().at(shownAt);
        Terms terms =
                present == null ? subscription.timeline().entries().getFirst().after() : present;
        return (account == null || subscription.accountAt(shownAt).equals(account))
                && (!live || (present != null && present.live()))
                && (!changed.asked() || changes(subscription))
                && (!due.asked()
                        || withRenewalDue.contains(subscription.subscriptionId().value())
                        || (terms.term() != null && due.contains(terms.term().endsAt())))
                && (trialOpenAt == null || onTrial(subscription, trialOpenAt))
                && (states.isEmpty()
                        || states.contains(
                                present == null ? PENDING : present.state().wire()))
                && (plans.isEmpty() || plans.contains(terms.planId()));
    }

    private boolean changes(Subscription subscription) {
        return subscription.timeline().entries().stream()
                .anyMatch(entry -> changed.contains(entry.change().effectiveAt()));
    }

    private static boolean onTrial(Subscription subscription, Instant instant) {
        Terms terms = subscription.timeline().at(instant);
        return terms != null && terms.state() == State.TRIAL;
    }
}
