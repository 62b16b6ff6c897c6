package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.MetricsProblem;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What there is no room for is refused, and nothing else suffers. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class BooksTest {

    private static final long PLENTY = 1 << 20;

    @Inject
    BookStore store;

    @Inject
    AsOfStore asOf;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void today() {
        MutableClock.set("2026-03-15T12:00:00Z");
    }

    private static TenantId tenant(int customers) {
        String tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        for (int i = 0; i < customers; i++) {
            feed.start("account-" + i, "s" + i, "basic", "2025-01-03", "100", "USD");
        }
        Ledgers.caughtUp(tenant);
        return new TenantId(tenant);
    }

    private Books books(long mostBytes) {
        return new Books(store, asOf, jdbi, mostBytes);
    }

    @Test
    void aLedgerThatDoesNotFitIsRefusedAndOthersAreAnswered() {
        TenantId small = tenant(1);
        TenantId large = tenant(20);
        Books books = books(store.bytes(large.value()) - 1);
        assertThat(books.of(small).customers()).hasSize(1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> books.of(large))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(MetricsProblem.LEDGER_TOO_LARGE));
        assertThat(books.of(small).customers()).hasSize(1);
    }

    @Test
    void theBookReadLongestAgoMakesRoom() {
        TenantId first = tenant(5);
        TenantId second = tenant(5);
        Books books = books(store.bytes(first.value()) * 3 / 2);
        Book read = books.of(first);
        assertThat(books.of(first)).isSameAs(read);
        books.of(second);
        assertThat(books.of(first)).isNotSameAs(read);
        assertThat(books.of(first).customers()).hasSize(5);
    }

    @Test
    void warmingLeavesOutWhatDoesNotFit() {
        TenantId large = tenant(20);
        Books books = books(store.bytes(large.value()) - 1);
        books.warm();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> books.of(large));
    }

    @Test
    void aBookThatIsWarmIsTheOneAnsweredFrom() {
        TenantId tenant = tenant(2);
        Books books = books(PLENTY);
        books.warm();
        Book book = books.of(tenant);
        assertThat(books.of(tenant)).isSameAs(book);
        assertThat(book.bytes()).isEqualTo(store.bytes(tenant.value()));
    }
}
