package dev.keizoku.subscriptions.stripe;

import dev.keizoku.subscriptions.stripe.StripeFact.Discounted;
import dev.keizoku.subscriptions.stripe.StripeFact.Failed;
import dev.keizoku.subscriptions.stripe.StripeFact.Paid;
import dev.keizoku.subscriptions.stripe.StripeFact.Shown;
import dev.keizoku.subscriptions.stripe.StripeFact.Undiscounted;
import dev.keizoku.subscriptions.stripe.StripeSubscription.Status;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a subscription, read out of everything Stripe told of it.
 *
 * <p>A pure function of the set of facts: in which order they arrived, and how often, makes no difference. Times are the
 * object's own where it has one for what happened, else those of the event.
 *
 * <p>A subscription that went unpaid has ended; when it is paid after all, that is a new one with its number in its id.
 */
final class StripeStory {

    /** A trial that begins later than this after the subscription is one of something more. */
    private static final Duration AT_ONCE = Duration.ofDays(1);

    private enum Phase {
        UNBORN,
        TRIAL,
        SERVICE,
        PAST_DUE,
        HELD,
        ENDED
    }

    private final StripeChanges changes;
    private final Set<String> failing = new HashSet<>();
    private final Map<String, StripeDiscount> inForce = new LinkedHashMap<>();
    private Phase phase = Phase.UNBORN;
    private boolean unpaid;
    private boolean stalled;
    private Instant begun = Instant.EPOCH;
    private List<StripeItem> items = List.of();
    private @Nullable Instant trialEnd;
    private @Nullable Instant cancelAt;

    private StripeStory(String subscription) {
        this.changes = new StripeChanges(subscription);
    }

    /** The changes of each subscription of ours that one over there is. */
    static Map<String, List<ChangeRequest>> of(String subscription, Collection<StripeFact> facts) {
        StripeStory story = new StripeStory(subscription);
        List<StripeFact> inOrder =
                facts.stream().distinct().sorted(StripeFact.ORDER).toList();
        inOrder.stream()
                .map(StripeFact::told)
                .filter(Shown.class::isInstance)
                .map(told -> ((Shown) told).subscription())
                .filter(shown -> !shown.status().unborn())
                .findFirst()
                .ifPresent(story::begin);
        inOrder.forEach(story::tell);
        return story.changes.bySubscription();
    }

    private void tell(StripeFact fact) {
        if (cancelAt != null && !fact.at().isBefore(cancelAt)) {
            phase = Phase.ENDED;
        }
        switch (fact.told()) {
            case Shown shown -> show(shown.subscription(), fact);
            case Failed failed -> {
                billed(fact);
                failing.add(failed.invoice());
                failPayment(fact);
            }
            case Paid paid -> {
                billed(fact);
                failing.remove(paid.invoice());
                if (failing.isEmpty()) {
                    recoverPayment(fact);
                }
                useUp(fact);
            }
            case Discounted discounted -> offer(discounted.discount());
            case Undiscounted gone -> withdraw(gone.discountId(), fact);
        }
    }

    private void show(StripeSubscription shown, StripeFact fact) {
        Status status = shown.status();
        if (status.unborn()) {
            return;
        }
        if (phase == Phase.ENDED && unpaid && status != Status.UNPAID && status != Status.CANCELED) {
            revive(shown, fact);
        }
        if (phase == Phase.ENDED) {
            return;
        }
        if (status == Status.CANCELED) {
            end(shown, fact);
            return;
        }
        if (phase == Phase.TRIAL && status != Status.TRIALING && status != Status.PAUSED) {
            convert(shown, fact);
        }
        stalled = phase == Phase.TRIAL && status == Status.PAUSED;
        trialEnd = shown.trialEnd();
        if (status == Status.UNPAID) {
            changes.add(
                    ChangeKind.CANCEL,
                    fact.at(),
                    fact.source(),
                    request -> request.with(new Why("unpaid", null, Intent.INVOLUNTARY)));
            phase = Phase.ENDED;
            unpaid = true;
            return;
        }
        agree(shown, fact);
        hold(shown, fact);
        if (status == Status.PAST_DUE) {
            failPayment(fact);
        } else if (status == Status.ACTIVE) {
            failing.clear();
            recoverPayment(fact);
        }
        discount(shown, fact);
        schedule(shown, fact);
    }

    /** Begins as it was first shown, though that may have been long after: what was told before has a place then. */
    private void begin(StripeSubscription shown) {
        items = shown.items();
        begun = shown.start();
        Instant trial = shown.trialStart();
        Instant end = shown.trialEnd();
        trialEnd = end;
        boolean atOnce = trial != null && !trial.isAfter(begun.plus(AT_ONCE));
        if (trial != null && atOnce && end != null && end.isAfter(trial)) {
            begun = trial;
            changes.begin(ChangeKind.TRIAL_START, shown.customer(), begun, items);
            phase = Phase.TRIAL;
        } else {
            changes.begin(ChangeKind.START, shown.customer(), begun, items);
            phase = Phase.SERVICE;
        }
    }

    private void revive(StripeSubscription shown, StripeFact fact) {
        unpaid = false;
        cancelAt = null;
        failing.clear();
        items = shown.items();
        begun = fact.at();
        changes.nextLife();
        changes.begin(ChangeKind.START, shown.customer(), begun, items);
        phase = Phase.SERVICE;
        List<StripeDiscount> still = List.copyOf(inForce.values());
        inForce.clear();
        still.forEach(this::apply);
    }

    /** Who is billed after a trial is no longer on it. */
    private void billed(StripeFact fact) {
        if (phase == Phase.TRIAL && trialEnd != null && !stalled && !fact.at().isBefore(trialEnd)) {
            start(trialEnd);
        }
    }

    private void convert(StripeSubscription shown, StripeFact fact) {
        Instant end = shown.trialEnd() == null ? trialEnd : shown.trialEnd();
        Instant when = stalled || end == null || end.isAfter(fact.at()) || end.isBefore(begun) ? fact.at() : end;
        boolean over = shown.cancelAt() != null && !shown.cancelAt().isAfter(when);
        // A trial that is cancelled for its end is never paid for.
        if (!over) {
            start(when);
        }
    }

    private void start(Instant at) {
        changes.add(ChangeKind.START, at, StripeChanges.ONCE, request -> request);
        phase = Phase.SERVICE;
    }

    private void agree(StripeSubscription shown, StripeFact fact) {
        if (!StripeChanges.same(items, shown.items())) {
            items = StripeChanges.keepingMain(items, shown.items());
            changes.change(fact.at(), fact.source(), items);
        }
    }

    private void hold(StripeSubscription shown, StripeFact fact) {
        boolean held = shown.held() || shown.status() == Status.PAUSED;
        if (held && (phase == Phase.SERVICE || phase == Phase.PAST_DUE)) {
            changes.add(ChangeKind.PAUSE, fact.at(), fact.source(), request -> request);
            phase = Phase.HELD;
        } else if (!held && phase == Phase.HELD) {
            changes.add(ChangeKind.RESUME, fact.at(), fact.source(), request -> request);
            phase = Phase.SERVICE;
        }
    }

    private void failPayment(StripeFact fact) {
        if (phase == Phase.SERVICE && !StripeChanges.free(items)) {
            changes.add(ChangeKind.PAYMENT_FAILED, fact.at(), fact.source(), request -> request);
            phase = Phase.PAST_DUE;
        }
    }

    private void recoverPayment(StripeFact fact) {
        if (phase == Phase.PAST_DUE) {
            if (!StripeChanges.free(items)) {
                changes.add(ChangeKind.PAYMENT_RECOVERED, fact.at(), fact.source(), request -> request);
            }
            phase = Phase.SERVICE;
        }
    }

    private void discount(StripeSubscription shown, StripeFact fact) {
        shown.discounts().forEach(this::offer);
        List<String> listed = shown.discountIds();
        if (listed != null) {
            List.copyOf(inForce.values()).stream()
                    .filter(discount -> discount.subscription() != null && !listed.contains(discount.discountId()))
                    .forEach(discount -> withdraw(discount.discountId(), fact));
        }
    }

    private void offer(StripeDiscount discount) {
        if (phase != Phase.UNBORN && phase != Phase.ENDED) {
            apply(discount);
        }
    }

    private void apply(StripeDiscount discount) {
        Instant from = discount.start().isBefore(begun) ? begun : discount.start();
        boolean over = discount.until() != null && !discount.until().isAfter(from);
        if (over || changes.has(ChangeKind.APPLY_DISCOUNT, discount.discountId())) {
            return;
        }
        inForce.put(discount.discountId(), discount);
        changes.add(
                ChangeKind.APPLY_DISCOUNT,
                from,
                discount.discountId(),
                request -> request.with(StripeChanges.wish(discount)));
    }

    private void withdraw(String discountId, StripeFact fact) {
        StripeDiscount discount = inForce.remove(discountId);
        if (discount == null || phase == Phase.ENDED) {
            return;
        }
        if (!fact.at().isAfter(begun)) {
            // The customer's, and over before the subscription began.
            changes.drop(ChangeKind.APPLY_DISCOUNT, discountId);
            return;
        }
        boolean ranOut = discount.until() != null && !discount.until().isAfter(fact.at());
        if (!ranOut) {
            Instant from = discount.start().isAfter(fact.at()) ? discount.start() : fact.at();
            changes.add(
                    ChangeKind.REMOVE_DISCOUNT,
                    from,
                    discountId,
                    request -> request.with(StripeChanges.removal(discountId)));
        }
    }

    /** A discount for one invoice is over with the first that is paid. */
    private void useUp(StripeFact fact) {
        if (phase != Phase.SERVICE && phase != Phase.PAST_DUE) {
            return;
        }
        for (StripeDiscount discount : List.copyOf(inForce.values())) {
            if (discount.duration() == DiscountDuration.ONCE
                    && !discount.start().isAfter(fact.at())) {
                inForce.remove(discount.discountId());
                changes.add(
                        ChangeKind.REMOVE_DISCOUNT,
                        fact.at().isBefore(begun) ? begun : fact.at(),
                        discount.discountId(),
                        request -> request.with(StripeChanges.removal(discount.discountId())));
            }
        }
    }

    private void schedule(StripeSubscription shown, StripeFact fact) {
        Instant wanted = shown.cancelAt();
        if (wanted == null) {
            if (cancelAt != null) {
                changes.add(ChangeKind.RETRACT_CANCELLATION, fact.at(), fact.source(), request -> request);
                cancelAt = null;
            }
            return;
        }
        Instant asked = shown.canceledAt();
        Instant from = cancelAt != null || asked == null || asked.isBefore(begun) || asked.isAfter(fact.at())
                ? fact.at()
                : asked;
        if (!wanted.equals(cancelAt) && wanted.isAfter(from)) {
            cancelAt = wanted;
            changes.add(
                    ChangeKind.SCHEDULE_CANCELLATION,
                    from,
                    fact.source(),
                    request -> request.cancelling(wanted).with(shown.why()));
        }
    }

    private void end(StripeSubscription shown, StripeFact fact) {
        Instant at = endOf(shown, fact);
        if (phase == Phase.TRIAL && trialEnd != null && at.isAfter(trialEnd)) {
            start(trialEnd);
        }
        if (cancelAt == null || at.isBefore(cancelAt)) {
            changes.add(ChangeKind.CANCEL, at, StripeChanges.ONCE, request -> request.with(shown.why()));
        }
        phase = Phase.ENDED;
    }

    private Instant endOf(StripeSubscription shown, StripeFact fact) {
        Instant at = shown.endedAt() != null ? shown.endedAt() : shown.canceledAt();
        return at == null || at.isBefore(begun) ? fact.at() : at;
    }
}
