package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.ingest.EventResource.Answer;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes in any number of events as they arrive: a chunk is written before the next is read, so that whoever sends faster
 * than the database writes is held back by the connection.
 *
 * <p>What was written stays when the rest cannot be read; the same body sent again finds it as duplicates.
 */
@Singleton
final class EventStream {

    private static final int CHUNK_EVENTS = 1_000;
    private static final long CHUNK_BYTES = 1024 * 1024;
    private static final long MOST_STRICT_BYTES = 10 * 1024 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Ingest ingest;
    private final Refusals refusals;
    private final Duration patience;

    EventStream(Ingest ingest, Refusals refusals, IngestConfig config) {
        this.ingest = ingest;
        this.refusals = refusals;
        this.patience = config.patience();
    }

    /**
     * Writes the events chunk by chunk.
     *
     * @throws ProblemException when the rest cannot be read or written; it says how much of the request is stored
     */
    Answer take(
            TenantId tenant, String protocol, Iterator<Decoded> events, BodyBudget.Counted body, Ingest.Terms terms) {
        Tally tally = new Tally();
        try {
            List<Decoded> chunk = new ArrayList<>();
            while (events.hasNext()) {
                chunk.add(events.next());
                if (chunk.size() == CHUNK_EVENTS || body.held() >= CHUNK_BYTES || body.isTight()) {
                    write(tenant, protocol, chunk, terms, tally);
                    body.release();
                    chunk.clear();
                }
            }
            write(tenant, protocol, chunk, terms, tally);
            return tally.answer(terms.dryRun());
        } catch (UncheckedIOException cut) {
            throw told(found(cut), tally);
        } catch (ProblemException problem) {
            throw told(problem, tally);
        }
    }

    /**
     * All events at once, for who wants them stored together.
     *
     * @throws ProblemException 413 when they are more than one transaction should hold
     */
    List<Decoded> all(Iterator<Decoded> events, BodyBudget.Counted body) {
        List<Decoded> all = new ArrayList<>();
        while (events.hasNext()) {
            if (all.size() == EventReader.MOST_EVENTS || body.held() > MOST_STRICT_BYTES) {
                throw new ProblemException(
                        UsageProblem.TOO_MANY_EVENTS,
                        "Up to " + EventReader.MOST_EVENTS + " events of 10 MiB are stored together.");
            }
            all.add(events.next());
        }
        return all;
    }

    private void write(TenantId tenant, String protocol, List<Decoded> chunk, Ingest.Terms terms, Tally tally) {
        List<Decoded> events = List.copyOf(chunk);
        Ingest.Receipt receipt = accept(tenant, events, terms, tally.stored() > 0);
        if (!terms.dryRun()) {
            refusals.keep(tenant, protocol, events, receipt);
        }
        tally.add(events, receipt);
    }

    /** The first chunk is refused when the queue is full; after that it is worth waiting a while for room. */
    private Ingest.Receipt accept(TenantId tenant, List<Decoded> events, Ingest.Terms terms, boolean underway) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return ingest.accept(tenant, events, terms);
            } catch (ProblemException full) {
                boolean wait = underway && full.type() == CommonProblem.TOO_MANY_REQUESTS;
                if (!wait || System.nanoTime() > deadline) {
                    throw full;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static ProblemException found(UncheckedIOException cut) {
        for (Throwable cause = cut; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return new ProblemException(CommonProblem.REQUEST_TIMEOUT, "The body did not arrive whole.");
    }

    private static ProblemException told(ProblemException problem, Tally tally) {
        if (tally.stored() == 0) {
            return problem;
        }
        // A full queue promises that nothing was stored, which is not so any more.
        var type = problem.type() == CommonProblem.TOO_MANY_REQUESTS ? CommonProblem.UNAVAILABLE : problem.type();
        ProblemException told = new ProblemException(
                        type,
                        problem.detail() + " " + tally.stored()
                                + " events of this request are stored; sent again whole," + " they are duplicates.")
                .withErrors(problem.errors());
        Duration wait = problem.retryAfter();
        return wait == null ? told : told.retryAfter(wait);
    }
}
