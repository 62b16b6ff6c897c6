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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
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
    private final long mostBytes;
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    /** Whole books are read one after the other, each into the room made for it. */
    private final ReentrantLock reading = new ReentrantLock();

    /** A tenant's place: one load at a time, while others wait for the same book. */
    private static final class Shelf {
        private static final long NEVER = -1;

        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable Book book;
        private volatile @Nullable Past past;
        private volatile long readAt;
        /** What the book takes, or will when it has been read. */
        private volatile long bytes;
        /** Where the ledger stood when warming last looked. */
        private volatile long looked = NEVER;
        /** What it was last said to take; unlike {@link #bytes} also where there was no room for it. */
        private volatile long wanted;
    }

    /** The book of an instant, which is asked for several times in a row, and the present book it was made from. */
    private record Past(Instant instant, Book present, Book book) {}

    @Inject
    Books(BookStore store, AsOfStore asOf, Jdbi jdbi, BooksConfig config) {
        this(store, asOf, jdbi, Runtime.getRuntime().maxMemory() / 100 * config.heapPercent());
    }

    Books(BookStore store, AsOfStore asOf, Jdbi jdbi, long mostBytes) {
        this.store = store;
        this.asOf = asOf;
        this.jdbi = jdbi;
        this.mostBytes = mostBytes;
    }

    /**
     * The tenant's balances, at least as fresh as the ledger was when this was called.
     *
     * @throws ProblemException 503 while the ledger is being rebuilt, or where it is too large for this process
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
     * @throws ProblemException 503 while the ledger is being rebuilt, or where it is too large for this process
     */
    Book asOf(TenantId tenant, Instant instant) {
        Book present = of(tenant);
        Shelf shelf = shelves.computeIfAbsent(tenant.value(), any -> new Shelf());
        Past past = shelf.past;
        if (past == null || past.present() != present || !past.instant().equals(instant)) {
            shelf.past = null;
            LongConsumer room = more -> makeRoom(shelf, present.bytes() + more);
            past = new Past(instant, present, asOf.book(tenant.value(), present, instant, room));
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

    /**
     * Brings books up to date and reads those that are missing, as far as there is room, so that nobody waits for them. Not
     * while a ledger is being loaded: its book would be read over and over.
     */
    @Scheduled(every = "${keizoku.books.warm-every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void warm() {
        try {
            jdbi.withHandle(PullPositionStore::all).stream()
                    .filter(position -> position.applied() > 0 && !position.rebuilding())
                    .forEach(this::warm);
        } catch (JdbiException away) {
            LOG.debug("Books are read when they are asked for.", away);
        }
    }

    private void warm(PullPosition position) {
        Shelf shelf = shelves.computeIfAbsent(position.tenant(), any -> new Shelf());
        boolean quiet = shelf.looked == Shelf.NEVER || shelf.looked == position.applied();
        shelf.looked = position.applied();
        try {
            if (quiet && (shelf.book != null || bytes() + wanted(position.tenant(), shelf) <= mostBytes)) {
                refreshed(position.tenant(), shelf, position);
            }
        } catch (ProblemException full) {
            LOG.debugf(full, "There is no room for the book of %s.", position.tenant());
        }
    }

    /** What a book that is not in memory would take; what there was no room for is not counted again and again. */
    private long wanted(String tenant, Shelf shelf) {
        if (bytes() + shelf.wanted <= mostBytes) {
            shelf.wanted = store.bytes(tenant);
        }
        return shelf.wanted;
    }

    private Book refreshed(String tenant, Shelf shelf, PullPosition position) {
        shelf.loading.lock();
        try {
            Book fresh = broughtUpToDate(tenant, shelf, position);
            if (fresh == null) {
                forget(shelf);
                fresh = read(tenant, shelf);
            }
            if (fresh != shelf.book) {
                forget(shelf);
                makeRoom(shelf, fresh.bytes());
                shelf.book = fresh;
            }
            return fresh;
        } finally {
            shelf.loading.unlock();
        }
    }

    /** Null where the book has to be read anew; apart, so that nobody holds the old one meanwhile. */
    private @Nullable Book broughtUpToDate(String tenant, Shelf shelf, PullPosition position) {
        Book known = shelf.book;
        if (known == null || known.epoch() < position.epoch()) {
            return null;
        }
        return isFresh(known, position) ? known : store.refresh(tenant, known);
    }

    private Book read(String tenant, Shelf shelf) {
        reading.lock();
        try {
            shelf.wanted = store.bytes(tenant);
            makeRoom(shelf, shelf.wanted);
            return store.load(tenant);
        } finally {
            reading.unlock();
        }
    }

    private static boolean isFresh(Book book, PullPosition position) {
        return book.epoch() > position.epoch()
                || book.epoch() == position.epoch() && book.position() >= position.applied();
    }

    /**
     * Forgets the books of others until one of so many bytes fits.
     *
     * @throws ProblemException 503 when it would not fit alone
     */
    private void makeRoom(Shelf kept, long bytes) {
        if (bytes > mostBytes) {
            throw new ProblemException(
                    MetricsProblem.LEDGER_TOO_LARGE,
                    "The figures need some %,d MB of memory, and there are %,d. The service needs a larger heap."
                            .formatted(bytes >> 20, mostBytes >> 20));
        }
        kept.bytes = bytes;
        while (bytes() > mostBytes) {
            Shelf oldest = shelves.values().stream()
                    .filter(shelf -> shelf != kept && shelf.book != null)
                    .min(Comparator.comparingLong(shelf -> shelf.readAt))
                    .orElse(null);
            if (oldest == null) {
                return;
            }
            forget(oldest);
        }
    }

    private static void forget(Shelf shelf) {
        shelf.book = null;
        shelf.past = null;
        shelf.bytes = 0;
    }

    private long bytes() {
        return shelves.values().stream().mapToLong(shelf -> shelf.bytes).sum();
    }
}
