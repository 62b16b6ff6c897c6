package dev.keizoku.subscriptions.facts;

import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.subscriptions.contact.Contact;
import dev.keizoku.subscriptions.contact.Contacts;
import dev.keizoku.subscriptions.facts.AccountFacts.DayEnd;
import dev.keizoku.subscriptions.facts.AccountFacts.Named;
import dev.keizoku.subscriptions.facts.AccountFacts.Sources;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.renewal.PendingRenewal;
import dev.keizoku.subscriptions.renewal.PendingRenewals;
import dev.keizoku.subscriptions.subscription.RecordedChanges.Recorded;
import dev.keizoku.subscriptions.timeline.Timeline;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
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
    private final PendingRenewals renewals;
    private final Contacts contacts;
    private final Jdbi jdbi;

    Facts(FactsStore store, Plans plans, PendingRenewals renewals, Contacts contacts, @DataSource("bulk") Jdbi jdbi) {
        this.store = store;
        this.plans = plans;
        this.renewals = renewals;
        this.contacts = contacts;
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
        DayEnd end = DayEnd.of(asked.day(), asked.tenant().zone());
        TenantId tenant = asked.tenant().tenant();
        jdbi.<IOException>useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            PlanFacts.Catalogue catalogue = new PlanFacts.Catalogue(
                    plans.features(handle, tenant, asked.knownAt()), plans.versions(handle, tenant, asked.knownAt()));
            try (ResultIterator<Recorded> changes =
                    store.changes(handle, tenant, asked.from(), asked.to(), end.instant(), asked.knownAt())) {
                TimelinesByAccount timelines = new TimelinesByAccount(changes);
                String after = null;
                List<Named> accounts;
                do {
                    accounts = store.accounts(
                            handle, tenant, after, asked.from(), asked.to(), asked.knownAt(), ACCOUNTS_AT_ONCE);
                    for (Sources sources : sources(handle, asked, end, accounts, timelines)) {
                        after = sources.account().accountId();
                        writer.write(AccountFacts.at(end, sources, catalogue));
                    }
                } while (accounts.size() == ACCOUNTS_AT_ONCE);
            }
        });
    }

    private List<Sources> sources(
            Handle handle, Asked asked, DayEnd end, List<Named> accounts, TimelinesByAccount timelines) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        TenantId tenant = asked.tenant().tenant();
        Map<String, Map<String, Timeline>> owned = new LinkedHashMap<>();
        accounts.forEach(account -> owned.put(account.accountId(), timelines.of(account.accountId())));
        List<String> subscriptions =
                owned.values().stream().flatMap(own -> own.keySet().stream()).toList();
        Map<String, PendingRenewal> pending =
                renewals.of(handle, tenant, subscriptions, end.instant(), asked.knownAt());
        Map<String, List<Contact>> people = contacts.between(
                handle,
                tenant,
                accounts.getFirst().accountId(),
                accounts.getLast().accountId());
        return accounts.stream()
                .map(account -> new Sources(
                        account,
                        owned.getOrDefault(account.accountId(), Map.of()),
                        pending,
                        people.getOrDefault(account.accountId(), List.of()).stream()
                                .map(contact -> ContactFact.on(asked.day(), contact))
                                .toList()))
                .toList();
    }
}
