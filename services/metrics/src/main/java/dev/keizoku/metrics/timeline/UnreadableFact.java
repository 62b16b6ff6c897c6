package dev.keizoku.metrics.timeline;

/** A fact whose worth cannot be computed. It stops the ledger where it is: a guess would look like a right figure. */
public final class UnreadableFact extends RuntimeException {

    public UnreadableFact(String message) {
        super(message);
    }
}
