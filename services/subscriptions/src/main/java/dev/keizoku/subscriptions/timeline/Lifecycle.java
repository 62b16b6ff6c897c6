package dev.keizoku.subscriptions.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Where a subscription is in its life. Each state has only the moves that are legal from it, so that an illegal one does
 * not compile; {@link Moves} meets them with what callers ask for.
 */
public sealed interface Lifecycle {

    /** A subscription that is there, whether or not it is paid for. */
    sealed interface Live extends Lifecycle {

        Agreement agreement();

        @Nullable Cancellation cancellation();

        /** The same by another agreement; what has become free, or no longer is, changes its state with it. */
        Live with(Agreement next);

        Live scheduleCancellation(Cancellation planned);

        Live retractCancellation();

        default Ended end() {
            return new Ended(agreement());
        }
    }

    /** A subscription in service. */
    sealed interface Serving extends Live {

        static Serving of(Agreement agreement, @Nullable Cancellation cancellation) {
            return agreement.free() ? new Free(agreement, cancellation) : new Active(agreement, cancellation);
        }

        default Paused pause() {
            return new Paused(agreement(), cancellation());
        }
    }

    /** Nothing has taken effect yet. */
    record NotStarted() implements Lifecycle {

        Serving start(Agreement agreement) {
            return Serving.of(agreement, null);
        }

        Trial startTrial(Agreement agreement) {
            return new Trial(agreement, null);
        }
    }

    /** Tried out without being paid for. */
    record Trial(Agreement agreement, @Nullable Cancellation cancellation) implements Live {

        Serving convert(Agreement next) {
            return Serving.of(next, cancellation);
        }

        @Override
        public Trial with(Agreement next) {
            return new Trial(next, cancellation);
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

    /** In service with nothing to pay by its terms. */
    record Free(Agreement agreement, @Nullable Cancellation cancellation) implements Serving {

        @Override
        public Serving with(Agreement next) {
            return Serving.of(next, cancellation);
        }

        @Override
        public Free scheduleCancellation(Cancellation planned) {
            return new Free(agreement, planned);
        }

        @Override
        public Free retractCancellation() {
            return new Free(agreement, null);
        }
    }

    /** In service and paid for. */
    record Active(Agreement agreement, @Nullable Cancellation cancellation) implements Serving {

        PastDue failPayment() {
            return new PastDue(agreement, cancellation);
        }

        @Override
        public Serving with(Agreement next) {
            return Serving.of(next, cancellation);
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

    /** In service with a payment that failed. */
    record PastDue(Agreement agreement, @Nullable Cancellation cancellation) implements Serving {

        Active recoverPayment() {
            return new Active(agreement, cancellation);
        }

        @Override
        public Serving with(Agreement next) {
            return next.free() ? new Free(next, cancellation) : new PastDue(next, cancellation);
        }

        @Override
        public PastDue scheduleCancellation(Cancellation planned) {
            return new PastDue(agreement, planned);
        }

        @Override
        public PastDue retractCancellation() {
            return new PastDue(agreement, null);
        }
    }

    /** Out of service for a while; kept, not paid for. */
    record Paused(Agreement agreement, @Nullable Cancellation cancellation) implements Live {

        Serving resume() {
            return Serving.of(agreement, cancellation);
        }

        @Override
        public Paused with(Agreement next) {
            return new Paused(next, cancellation);
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
