package dev.keizoku.subscriptions.timeline;

import java.time.Instant;

/** What a change does, with just what that kind of change needs. */
public sealed interface Move {

    /** The kind on the wire. */
    ChangeKind kind();

    /** Begins a trial. */
    record StartTrial(NewTerms terms) implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.TRIAL_START;
        }
    }

    /** Begins a subscription, or turns a trial into one. */
    record Start(NewTerms terms) implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.START;
        }
    }

    /** Another plan, quantity or price. */
    record ChangeTerms(NewTerms terms) implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.CHANGE_TERMS;
        }
    }

    /** Out of service from now. */
    record Pause() implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.PAUSE;
        }
    }

    /** Back in service. */
    record Resume() implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.RESUME;
        }
    }

    /** Ends the subscription later, unless taken back. */
    record ScheduleCancellation(Instant cancelAt) implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.SCHEDULE_CANCELLATION;
        }
    }

    /** Takes the planned cancellation back. */
    record RetractCancellation() implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.RETRACT_CANCELLATION;
        }
    }

    /** Ends the subscription because the customer leaves. */
    record Cancel() implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.CANCEL;
        }
    }

    /** Ends the subscription because its term is over. */
    record End() implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.END;
        }
    }

    /** The end a scheduled cancellation brings by itself; without effect when that is no longer in force. */
    record ScheduledEnd(String scheduledBy) implements Move {
        @Override
        public ChangeKind kind() {
            return ChangeKind.END;
        }
    }
}
