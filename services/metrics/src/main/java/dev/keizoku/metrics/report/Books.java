package dev.keizoku.metrics.report;

import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.metrics.MetricsProblem;
import dev.keizoku.metrics.pull.PullPosition;
import dev.keizoku.metrics.pull.PullPositionStore;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The tenants' books, each as fresh as its ledger. */
@ApplicationScoped
class Books {

    private static final Logger LOG = Logger.getLogger(Books.class);

    private final BookStore store;
    private final AsOfStore asOf;
    private final Jdbi jdbi;
    private final BooksConfig config;
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

    /** A tenant's place: one load at a time, while others wait for the same book. */
    private static final class Shelf {
        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable Book book;
        private volatile @Nullable Past past;
        private volatile long readAt;
    }

    /** The book of an instant, which is asked for several times in a row, and the present book it was made from. */
    private record Past(Instant instant, Book present, Book book) {}

    Books(BookStore store, AsOfStore asOf, Jdbi jdbi, BooksConfig config) {
        this.store = store;
        this.asOf = asOf;
        this.jdbi = jdbi;
        this.config = config;
    }

    /**
     * The tenant's balances, at least as fresh as the ledger was when this was called.
     *
     * @throws ProblemException 503 while the ledger is being rebuilt
     */
    Book of(TenantId tenant) {
        PullPosition position = position(tenant);
        Shelf shelf = shelves.computeIfAbsent(tenant.value(), any -> new Shelf());
        shelf.readAt = System.nanoTime();
        Book book = shelf.book;
        return book != null && isFresh(book, position) ? book : refreshed(tenant.value(), shelf, position);
    }

    /**
     * The balances as they were known at an instant.
     *
     * @throws ProblemException 503 while the ledger is being rebuilt
     */
    Book asOf(TenantId tenant, Instant instant) {
        Book present = of(tenant);
        Shelf shelf = shelves.computeIfAbsent(tenant.value(), any -> new Shelf());
        Past past = shelf.past;
        if (past == null || past.present() != present || !past.instant().equals(instant)) {
            past = new Past(instant, present, asOf.book(tenant.value(), present, instant));
            shelf.past = past;
        }
        return past.book();
    }

    /**
     * Where the tenant's ledger stands.
     *
     * @throws ProblemException 503 while it is being rebuilt
     */
    PullPosition position(TenantId tenant) {
        PullPosition position = jdbi.withHandle(handle -> PullPositionStore.of(handle, tenant.value()));
        if (position.rebuilding()) {
            throw new ProblemException(
                            MetricsProblem.LEDGER_REBUILDING, "Figures come back when the ledger is complete.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return position;
    }

    /** Reads the books that are not in memory, as far as there is room, so that nobody waits for them after a start. */
    @Scheduled(every = "${keizoku.books.warm-every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void warm() {
        try {
            jdbi.withHandle(PullPositionStore::all).forEach(this::warm);
        } catch (JdbiException away) {
            LOG.debug("Books are read when they are asked for.", away);
        }
    }

    private void warm(PullPosition position) {
        Shelf shelf = shelves.computeIfAbsent(position.tenant(), any -> new Shelf());
        long points = shelves.values().stream().mapToLong(Books::points).sum();
        boolean room = points < config.maxPoints() / 2;
        if (shelf.book == null && position.applied() > 0 && !position.rebuilding() && room) {
            refreshed(position.tenant(), shelf, position);
        }
    }

    private Book refreshed(String tenant, Shelf shelf, PullPosition position) {
        shelf.loading.lock();
        try {
            Book known = shelf.book;
            if (known != null && isFresh(known, position)) {
                return known;
            }
            Book fresh = known == null || known.epoch() != position.epoch()
                    ? store.load(tenant)
                    : store.refresh(tenant, known);
            shelf.book = fresh;
            makeRoom(shelf);
            return fresh;
        } finally {
            shelf.loading.unlock();
        }
    }

    private static boolean isFresh(Book book, PullPosition position) {
        return book.epoch() > position.epoch()
                || book.epoch() == position.epoch() && book.position() >= position.applied();
    }

    private void makeRoom(Shelf kept) {
        long points = shelves.values().stream().mapToLong(Books::points).sum();
        while (points > config.maxPoints()) {
            Shelf oldest = shelves.values().stream()
                    .filter(shelf -> shelf != kept && shelf.book != null)
                    .min(Comparator.comparingLong(shelf -> shelf.readAt))
                    .orElse(null);
            if (oldest == null) {
                return;
            }
            points -= points(oldest);
            oldest.book = null;
            oldest.past = null;
        }
    }

    private static long points(Shelf shelf) {
        Book book = shelf.book;
        return book == null ? 0 : book.points();
    }
}
