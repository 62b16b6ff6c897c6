package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.AccountLedger;
import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.timeline.TimelineStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The movements of whole customers as they were known at an instant, worked out from the timelines of then. */
@Singleton
class PastMovements {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    private final Jdbi bulk;

    PastMovements(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    /** Whose movements are known otherwise today: everybody's, where other policies hold. */
    SortedSet<String> knownOtherwise(Reading.Asked asked) {
        String tenant = asked.tenant().tenant().value();
        Instant instant = Objects.requireNonNull(asked.asOf());
        return bulk.withHandle(handle -> {
            SortedSet<String> accounts = new TreeSet<>(Book.BY_ACCOUNT);
            LedgerPolicies now = PolicyStore.of(handle, tenant).policies();
            if (now.equals(asked.book().policies())) {
                accounts.addAll(TimelineStore.learntAfter(handle, tenant, instant));
            } else {
                addEverybody(handle, tenant, accounts);
            }
            return accounts;
        });
    }

    /** By account and day. */
    List<AccountMovement> of(Reading.Asked asked, Collection<String> accounts) {
        String tenant = asked.tenant().tenant().value();
        Instant instant = Objects.requireNonNull(asked.asOf());
        List<String> ordered = List.copyOf(accounts);
        List<AccountMovement> movements = new ArrayList<>();
        bulk.useHandle(handle -> {
            for (int from = 0; from < ordered.size(); from += ACCOUNTS_AT_ONCE) {
                List<String> some = ordered.subList(from, Math.min(from + ACCOUNTS_AT_ONCE, ordered.size()));
                TimelineStore.asOf(handle, tenant, some, instant)
                        .forEach((account, entries) ->
                                AccountLedger.of(
                                                entries,
                                                asked.tenant().zone(),
                                                asked.book().policies())
                                        .stream()
                                        .filter(MrrMovement::ofWholeCustomer)
                                        .map(movement -> AccountMovement.of(account, movement))
                                        .forEach(movements::add));
            }
        });
        return movements;
    }

    private static void addEverybody(Handle handle, String tenant, SortedSet<String> accounts) {
        List<String> page = TimelineStore.accountsAfter(handle, tenant, "", ACCOUNTS_AT_ONCE);
        while (!page.isEmpty()) {
            accounts.addAll(page);
            page = TimelineStore.accountsAfter(handle, tenant, page.getLast(), ACCOUNTS_AT_ONCE);
        }
    }
}
