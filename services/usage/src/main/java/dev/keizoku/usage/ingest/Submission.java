package dev.keizoku.usage.ingest;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The events of one request, waiting to be written together with those of others. */
final class Submission {

    final List<StagedEvent> events;

    /** Written in a transaction of its own, which is rolled back when one of its events is in conflict. */
    final boolean strict;

    /** Completed after the commit, or with what went wrong; false when a strict submission was rolled back. */
    final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private final AtomicBoolean claimed = new AtomicBoolean();

    Submission(List<StagedEvent> events, boolean strict) {
        this.events = events;
        this.strict = strict;
    }

    /** Whoever comes first: the writer that takes it, or the caller that gives up. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean conflicts() {
        return events.stream().anyMatch(event -> event.outcome instanceof EventOutcome.Conflict);
    }
}
