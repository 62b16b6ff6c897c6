package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the queue hands out, many requests in one transaction, over a connection it keeps.
 *
 * <p>A transaction that lost a deadlock, an identity to another writer, or its connection is tried again: events that
 * were stored after all are found to be duplicates then. When a write fails for another reason, its requests are written one by one, so that one request's
 * failure is never another's.
 */
final class EventWriter implements Runnable {

    private static final Logger LOG = Logger.getLogger(EventWriter.class);
    private static final int ATTEMPTS = 4;
    private static final int WARY = 64;

    private final IngestQueue queue;
    private final AgroalDataSource source;
    private final EventPartitions partitions;
    private final EventStore store = new EventStore(new EventHash());
    private final Counter accepted;
    private final Counter repeated;
    private @Nullable Connection open;

    /** How many more writes look for repeats before they claim, because there were some a moment ago. */
    private int wary;

    EventWriter(IngestQueue queue, AgroalDataSource source, EventPartitions partitions, MeterRegistry meters) {
        this.queue = queue;
        this.source = source;
        this.partitions = partitions;
        accepted = meters.counter("keizoku.events", "outcome", "accepted");
        repeated = meters.counter("keizoku.events", "outcome", "repeated");
    }

    @Override
    public void run() {
        try {
            for (List<Submission> group = queue.take(); !group.isEmpty(); group = queue.take()) {
                try {
                    write(group);
                } finally {
                    queue.written();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void write(List<Submission> group) {
        try {
            boolean kept = attempt(group);
            group.forEach(submission -> submission.done.complete(kept));
        } catch (SQLException | RuntimeException | Error failure) {
            close();
            boolean ofOneRequest = group.size() > 1 && !(failure instanceof SQLException sql && passing(sql));
            if (ofOneRequest) {
                group.forEach(submission -> write(List.of(submission)));
                return;
            }
            LOG.warnf(failure, "could not write the events of %d requests", group.size());
            group.forEach(submission -> submission.done.completeExceptionally(failure));
        }
    }

    /** Writes the group; false when it is one strict submission and had to be rolled back. */
    private boolean attempt(List<Submission> group) throws SQLException {
        List<StagedEvent> events = group.size() == 1
                ? group.getFirst().events
                : group.stream()
                        .flatMap(submission -> submission.events.stream())
                        .toList();
        Claiming claiming = wary > 0 ? Claiming.LOOKING : Claiming.HOPEFUL;
        for (int attempt = 1; ; attempt++) {
            try {
                boolean kept = transaction(group, events, claiming);
                long fresh = events.stream()
                        .filter(event -> event.outcome == EventOutcome.ACCEPTED)
                        .count();
                accepted.increment(kept ? fresh : 0);
                repeated.increment(events.size() - fresh);
                wary = fresh < events.size() ? WARY : Math.max(0, wary - 1);
                return kept;
            } catch (SQLException failure) {
                close();
                if (attempt == ATTEMPTS || !worthAnotherTry(failure, attempt)) {
                    throw failure;
                }
                claiming = claiming == Claiming.HOPEFUL ? Claiming.LOOKING : Claiming.CAREFUL;
            }
        }
    }

    private boolean transaction(List<Submission> group, List<StagedEvent> events, Claiming claiming)
            throws SQLException {
        Set<LocalDate> days = new HashSet<>();
        events.forEach(event -> days.add(event.day));
        partitions.ensure(days);
        Connection connection = connection();
        store.write(connection, events, claiming);
        boolean keep = !(group.getFirst().strict && group.getFirst().conflicts());
        if (keep) {
            connection.commit();
        } else {
            connection.rollback();
        }
        return keep;
    }

    /** A lost deadlock is worth several tries; a lost connection one more, and only when the loss was noticed at once. */
    private static boolean worthAnotherTry(SQLException failure, int attempt) {
        String state = failure.getSQLState();
        boolean collided = "40P01".equals(state) || "40001".equals(state);
        boolean outrun = "23505".equals(state);
        return collided || outrun || attempt == 1 && "57P01".equals(state) || attempt == 1 && "08006".equals(state);
    }

    /** Whether the database is to blame and not what was to be written. */
    private static boolean passing(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57");
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = source.getConnection();
            open = connection;
            connection.setAutoCommit(false);
        }
        return connection;
    }

    private void close() {
        Connection connection = open;
        open = null;
        if (connection == null) {
            return;
        }
        try (connection) {
            connection.rollback();
        } catch (SQLException alreadyGone) {
            LOG.debug("a connection could not be given back in order", alreadyGone);
        }
    }
}
