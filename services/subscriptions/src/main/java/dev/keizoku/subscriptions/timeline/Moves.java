package dev.keizoku.subscriptions.timeline;

import dev.keizoku.subscriptions.timeline.Lifecycle.Active;
import dev.keizoku.subscriptions.timeline.Lifecycle.Ended;
import dev.keizoku.subscriptions.timeline.Lifecycle.Live;
import dev.keizoku.subscriptions.timeline.Lifecycle.NotStarted;
import dev.keizoku.subscriptions.timeline.Lifecycle.Paused;
import dev.keizoku.subscriptions.timeline.Lifecycle.Trial;
import dev.keizoku.subscriptions.timeline.Move.ScheduleCancellation;
import java.time.Instant;

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
            case Move.Start move -> start(from, move.terms());
            case Move.ChangeTerms move -> ifLive(from, live -> new Moved(live.changeTerms(move.terms())));
            case Move.Pause move -> pause(from);
            case Move.Resume move -> resume(from);
            case ScheduleCancellation move -> ifLive(from, live -> schedule(live, change, move.cancelAt()));
            case Move.RetractCancellation move -> ifLive(from, Moves::retract);
            case Move.Cancel move -> ifLive(from, live -> new Moved(live.end()));
            case Move.End move -> ifLive(from, live -> new Moved(live.end()));
            case Move.ScheduledEnd move -> new Moved(scheduledEnd(from, move.scheduledBy()));
        };
    }

    private static Step startTrial(Lifecycle from, NewTerms terms) {
        Agreement agreement = terms.first();
        return switch (from) {
            case NotStarted notStarted when agreement != null -> new Moved(notStarted.startTrial(agreement));
            case NotStarted notStarted -> new Refused("A subscription begins with a plan and a price.");
            case Trial trial -> new Refused("The subscription is on trial already.");
            case Active active -> new Refused("The subscription is active already; a trial comes before that.");
            case Paused paused -> new Refused("The subscription was active already; a trial comes before that.");
            case Ended ended -> over();
        };
    }

    private static Step start(Lifecycle from, NewTerms terms) {
        Agreement agreement = terms.first();
        return switch (from) {
            case NotStarted notStarted when agreement != null -> new Moved(notStarted.start(agreement));
            case NotStarted notStarted -> new Refused("A subscription begins with a plan and a price.");
            case Trial trial -> new Moved(trial.convert(terms));
            case Active active -> new Refused("The subscription is active already.");
            case Paused paused -> new Refused("The subscription is paused; resume it instead.");
            case Ended ended -> over();
        };
    }

    private static Step pause(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Trial trial -> new Refused("A trial cannot be paused.");
            case Active active -> new Moved(active.pause());
            case Paused paused -> new Refused("The subscription is paused already.");
            case Ended ended -> over();
        };
    }

    private static Step resume(Lifecycle from) {
        return switch (from) {
            case NotStarted notStarted -> notYet();
            case Trial trial -> new Refused("The subscription is on trial, not paused.");
            case Active active -> new Refused("The subscription is active, not paused.");
            case Paused paused -> new Moved(paused.resume());
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

    private static Lifecycle scheduledEnd(Lifecycle from, String scheduledBy) {
        boolean inForce = from instanceof Live live
                && live.cancellation() != null
                && live.cancellation().changeId().equals(scheduledBy);
        return inForce && from instanceof Live live ? live.end() : from;
    }

    private static Step ifLive(Lifecycle from, java.util.function.Function<Live, Step> move) {
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
