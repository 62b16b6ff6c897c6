package dev.keizoku.subscriptions.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Where a subscription is in its life. Each state has only the moves that are legal from it, so that an illegal one does
 * not compile; {@link Moves} meets them with what callers ask for.
 */
public sealed interface Lifecycle {

    /** A subscription that is there: on trial, active or paused. */
    sealed interface Live extends Lifecycle {

        Agreement agreement();

        @Nullable Cancellation cancellation();

        Live changeTerms(NewTerms terms);

        Live scheduleCancellation(Cancellation planned);

        Live retractCancellation();

        default Ended end() {
            return new Ended(agreement());
        }
    }

    /** Nothing has taken effect yet. */
    record NotStarted() implements Lifecycle {

        Active start(Agreement agreement) {
            return new Active(agreement, null);
        }

        Trial startTrial(Agreement agreement) {
            return new Trial(agreement, null);
        }
    }

    /** Tried out without being paid for. */
    record Trial(Agreement agreement, @Nullable Cancellation cancellation) implements Live {

        Active convert(NewTerms terms) {
            return new Active(terms.on(agreement), cancellation);
        }

        @Override
        public Trial changeTerms(NewTerms terms) {
            return new Trial(terms.on(agreement), cancellation);
        }

        @Override
        public Trial scheduleCancellation(Cancellation planned) {
            return new Trial(agreement, planned);
        }

        @Override
        public Trial retractCancellation() {
            return new Trial(agreement, null);
        }
    }

    /** In service and paid for. */
    record Active(Agreement agreement, @Nullable Cancellation cancellation) implements Live {

        Paused pause() {
            return new Paused(agreement, cancellation);
        }

        @Override
        public Active changeTerms(NewTerms terms) {
            return new Active(terms.on(agreement), cancellation);
        }

        @Override
        public Active scheduleCancellation(Cancellation planned) {
            return new Active(agreement, planned);
        }

        @Override
        public Active retractCancellation() {
            return new Active(agreement, null);
        }
    }

    /** Out of service for a while; kept, not paid for. */
    record Paused(Agreement agreement, @Nullable Cancellation cancellation) implements Live {

        Active resume() {
            return new Active(agreement, cancellation);
        }

        @Override
        public Paused changeTerms(NewTerms terms) {
            return new Paused(terms.on(agreement), cancellation);
        }

        @Override
        public Paused scheduleCancellation(Cancellation planned) {
            return new Paused(agreement, planned);
        }

        @Override
        public Paused retractCancellation() {
            return new Paused(agreement, null);
        }
    }

    /** Over for good; a customer who comes back subscribes anew. */
    record Ended(Agreement agreement) implements Lifecycle {}
}
