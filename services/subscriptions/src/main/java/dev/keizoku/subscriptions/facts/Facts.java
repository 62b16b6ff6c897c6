package dev.keizoku.subscriptions.facts;

import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.subscriptions.facts.AccountFacts.Named;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.subscription.RecordedChanges.Recorded;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Streams what is known of every account, in the memory of a few hundred of them. */
@Singleton
class Facts {

    private static final int ACCOUNTS_AT_ONCE = 1000;

    private final FactsStore store;
    private final Plans plans;
    private final Jdbi jdbi;

    Facts(FactsStore store, Plans plans, @DataSource("bulk") Jdbi jdbi) {
        this.store = store;
        this.plans = plans;
        this.jdbi = jdbi;
    }

    /**
     * Which facts are asked for.
     *
     * @param knownAt what was recorded later is left out
     * @param from the first account that is of interest
     * @param to the first account that no longer is; none if null
     */
    record Asked(
            TenantRecord tenant,
            LocalDate day,
            Instant knownAt,
            String from,
            @Nullable String to) {}

    /** Writes the facts of each account in the order of their ids, all from one snapshot of the database. */
    void write(Asked asked, NdjsonWriter writer) throws IOException {
        ZoneId zone = asked.tenant().zone();
        Instant end = asked.day().plusDays(1).atStartOfDay(zone).toInstant();
        TenantId tenant = asked.tenant().tenant();
        jdbi.<IOException>useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            Map<String, Set<String>> features = plans.features(handle, tenant, asked.knownAt());
            try (ResultIterator<Recorded> changes =
                    store.changes(handle, tenant, asked.from(), asked.to(), end, asked.knownAt())) {
                TimelinesByAccount timelines = new TimelinesByAccount(changes);
                String after = null;
                List<Named> accounts;
                do {
                    accounts = store.accounts(
                            handle, tenant, after, asked.from(), asked.to(), asked.knownAt(), ACCOUNTS_AT_ONCE);
                    for (Named account : accounts) {
                        after = account.accountId();
                        writer.write(AccountFacts.before(end, zone, account, timelines.of(after), features));
                    }
                } while (accounts.size() == ACCOUNTS_AT_ONCE);
            }
        });
    }
}
