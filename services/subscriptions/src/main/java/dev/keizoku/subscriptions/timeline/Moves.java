package dev.keizoku.subscriptions.timeline;

import dev.keizoku.subscriptions.timeline.Lifecycle.Active;
import dev.keizoku.subscriptions.timeline.Lifecycle.Ended;
import dev.keizoku.subscriptions.timeline.Lifecycle.Free;
import dev.keizoku.subscriptions.timeline.Lifecycle.Live;
import dev.keizoku.subscriptions.timeline.Lifecycle.NotStarted;
import dev.keizoku.subscriptions.timeline.Lifecycle.PastDue;
import dev.keizoku.subscriptions.timeline.Lifecycle.Paused;
import dev.keizoku.subscriptions.timeline.Lifecycle.Serving;
import dev.keizoku.subscriptions.timeline.Lifecycle.Trial;
import dev.keizoku.subscriptions.timeline.Move.ScheduleCancellation;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Meets what a caller asks for with what the state allows. */
final class Moves {

    /** What became of a move. */
    sealed interface Step {}

    record Moved(Lifecycle to) implements Step {}

    record Refused(String reason) implements Step {}

    private Moves() {}

    static Step make(Lifecycle from, Change change) {
        return switch (change.move()) {
            case Move.StartTrial move -> startTrial(from, move.terms());
            case Move.StartFree move -> startFree(from, move.terms());
            case Move.Start move -> start(from, move.terms());
            case Move.ChangeTerms move ->
                ifLive(from, live -> agree(move.terms().on(live.agreement()), live::with));
            case Move.Pause move -> pause(from);
            case Move.Resume move -> resume(from);
            case Move.FailPayment move -> failPayment(from);
            case Move.RecoverPayment move -> recoverPayment(from);
            case Move.ApplyDiscount move -> ifLive(from, live -> Discounts.apply(live, change, move.discount()));
            case Move.RemoveDiscount move -> ifLive(from, live -> Discounts.remove(live, move.discountId()));
            case Move.DiscountEnd move -> new Moved(Discounts.end(from, move.appliedBy()));
            case Move.Transfer move -> ifLive(from, Moved::new);
            case ScheduleCancellation move -> ifLive(from, live -> schedule(live, change, move.cancelAt()));
            case Move.RetractCancellation move -> ifLive(from, Moves::retract);
            case Move.Cancel move -> ifLive(from, live -> new Moved(live.end()));
            case Move.End move -> ifLive(from, live -> new Moved(live.end()));
            case Move.ChargeUsage move -> chargeUsage(from);
            case Move.ScheduledEnd move -> new Moved(scheduledEnd(from, move.scheduledBy()));
        };
    }

    /** Goes on by an agreement, unless it does not hold together. */
    static Step agree(@Nullable Agreement agreement, Function<Agreement, Lifecycle> next) {
        if (agreement == null) {
            return new Refused("A subscription begins with a plan and a price.");
        }
        String misfit = agreement.misfit();
        return misfit == null ? new Moved(next.apply(agreement)) : new Refused(misfit);
    }

    private static Step startTrial(Lifecycle from, NewTerms terms) {
        return switch (from) {
            case NotStarted notStarted -> agree(terms.first(), notStarted::startTrial);
            case Trial trial -> new Refused("The subscription is on trial already.");
            case Serving serving -> new Refused("The subscription is active already; a trial comes before that.");
            case Paused paused -> new Refused("The subscription was active already; a trial comes before that.");
            case Ended ended -> over();
        };
    }

    private static Step startFree(Lifecycle from, NewTerms terms) {
        return switch (start(from, terms)) {
            case Moved(Free free) -> new Moved(free);
            case Moved(Lifecycle paid) ->
                new Refused("What begins as free has nothing to pay; to begin something else, start.");
            case Refused refused -> refused;
        };
    }

    private static Step start(Lifecycle from, NewTerms terms) {
        return switch (from) {
            case NotStarted notStarted -> agree(terms.first(), notStarted::start);
            case Trial trial -> agree(terms.on(trial.agreement()), trial::convert);
            case Free free -> new Refused("The subscription is active already, and free; change its terms instead.");
            case Serving serving -> new Refused("The subscription is active already.");
            case Paused paused -> new Refused("The subscription is paused; resume it instead.");
            case Ended ended -> over();
        };
    }

    private static Step pause(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Trial trial -> new Refused("A trial cannot be paused.");
            case Serving serving -> new Moved(serving.pause());
            case Paused paused -> new Refused("The subscription is paused already.");
            case Ended ended -> over();
        };
    }

    private static Step resume(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Trial trial -> new Refused("The subscription is on trial, not paused.");
            case Serving serving -> new Refused("The subscription is active, not paused.");
            case Paused paused -> new Moved(paused.resume());
            case Ended ended -> over();
        };
    }

    private static Step failPayment(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Trial trial -> new Refused("The subscription is on trial; there is nothing to pay.");
            case Free free -> new Refused("The subscription is free; there is nothing to pay.");
            case Active active -> new Moved(active.failPayment());
            case PastDue pastDue -> new Refused("The subscription is past due already.");
            case Paused paused -> new Refused("The subscription is paused; there is nothing to pay.");
            case Ended ended -> over();
        };
    }

    private static Step recoverPayment(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case PastDue pastDue -> new Moved(pastDue.recoverPayment());
            case Live live -> new Refused("The subscription is not past due.");
            case Ended ended -> over();
        };
    }

    private static Step schedule(Live live, Change change, Instant at) {
        return at.isAfter(change.effectiveAt())
                ? new Moved(live.scheduleCancellation(new Cancellation(change.changeId(), at)))
                : new Refused("A cancellation is scheduled for later than it takes effect; to end at once, cancel.");
    }

    private static Step retract(Live live) {
        return live.cancellation() == null
                ? new Refused("No cancellation is scheduled.")
                : new Moved(live.retractCancellation());
    }

    private static Step chargeUsage(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Live live -> new Moved(live);
            case Ended ended -> new Moved(ended);
        };
    }

    private static Lifecycle scheduledEnd(Lifecycle from, String scheduledBy) {
        boolean inForce = from instanceof Live live
                && live.cancellation() != null
                && live.cancellation().changeId().equals(scheduledBy);
        return inForce && from instanceof Live live ? live.end() : from;
    }

    private static Step ifLive(Lifecycle from, Function<Live, Step> move) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Live live -> move.apply(live);
            case Ended ended -> over();
        };
    }

    private static Step notYet() {
        return new Refused("The subscription has not started at that time.");
    }

    private static Step over() {
        return new Refused("The subscription has ended at that time.");
    }
}
