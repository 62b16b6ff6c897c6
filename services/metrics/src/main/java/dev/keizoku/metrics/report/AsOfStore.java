package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.pull.Netting;
import dev.keizoku.metrics.pull.PullPositionStore;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What was known at an instant.
 *
 * <p>The present book with just those customers worked out anew of whom something was learnt later.
 */
@Singleton
class AsOfStore {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    private final Jdbi bulk;

    AsOfStore(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    /** An account as it was known. */
    private record Known(Map<String, String> attributes, boolean internal) {

        static final Known NOTHING = new Known(Map.of(), false);
    }

    /**
     * The book of an instant, from the present one.
     *
     * @param room told how many bytes more it will take, before they are taken
     */
    Book book(String tenant, Book present, Instant instant, LongConsumer room) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            Netting netting = netting(handle, tenant, instant);
            SortedSet<String> accounts = netting.policies().equals(present.policies())
                    ? learntAfter(handle, tenant, instant)
                    : everybody(handle, tenant, present);
            room.accept(present.bytes() / Math.max(1, present.customers().size()) * accounts.size());
            Book then = present.knowing(present.products(), netting.policies());
            return accounts.isEmpty() ? then : recomputed(handle, tenant, then, netting, accounts, instant);
        });
    }

    /** The movements of one whole customer as they were known; null when the account was not. */
    @Nullable List<MrrMovement> movements(String tenant, String account, Instant instant) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            List<TimelineEntry> entries = TimelineStore.asOf(handle, tenant, List.of(account), instant)
                    .get(account);
            if (entries == null) {
                return known(handle, tenant, List.of(account), instant).isEmpty() ? null : List.<MrrMovement>of();
            }
            return netting(handle, tenant, instant).ledger(entries).stream()
                    .filter(MrrMovement::ofWholeCustomer)
                    .toList();
        });
    }

    private static Netting netting(Handle handle, String tenant, Instant instant) {
        LedgerPolicies policies = PolicyStore.asOf(handle, tenant, instant).policies();
        return new Netting(PullPositionStore.of(handle, tenant).zone(), policies);
    }

    private static Book recomputed(
            Handle handle, String tenant, Book book, Netting netting, SortedSet<String> accounts, Instant instant) {
        BookBuilder builder = new BookBuilder(book.scale(), book.lines(), book.attributeNames());
        List<String> ordered = new ArrayList<>(accounts);
        for (int from = 0; from < ordered.size(); from += ACCOUNTS_AT_ONCE) {
            List<String> some = ordered.subList(from, Math.min(from + ACCOUNTS_AT_ONCE, ordered.size()));
            Map<String, Known> known = known(handle, tenant, some, instant);
            Map<String, List<TimelineEntry>> timelines = TimelineStore.asOf(handle, tenant, some, instant);
            for (String account : some) {
                Known as = known.getOrDefault(account, Known.NOTHING);
                builder.account(account, as.attributes());
                if (!as.internal()) {
                    netting.ledger(timelines.getOrDefault(account, List.of())).stream()
                            .filter(movement -> !movement.ofWholeCustomer())
                            .sorted(Comparator.comparing(MrrMovement::day))
                            .forEach(builder::row);
                }
            }
        }
        if (!builder.exact()) {
            AmountScale finer = AmountScale.of(AmountScale.MOST, book.moved().add(builder.moved()));
            if (finer.decimals() > book.scale().decimals()) {
                return recomputed(handle, tenant, book.scaled(finer), netting, accounts, instant);
            }
        }
        return book.with(book.position(), builder.lines(), builder.attributeNames(), builder.customers());
    }

    private static SortedSet<String> learntAfter(Handle handle, String tenant, Instant instant) {
        SortedSet<String> accounts = new TreeSet<>(Book.BY_ACCOUNT);
        accounts.addAll(TimelineStore.learntAfter(handle, tenant, instant));
        accounts.addAll(handle.createQuery("""
                        select distinct account_id from account_version
                        where tenant = :tenant and known_at > :instant
                        """)
                .bind("tenant", tenant)
                .bind("instant", instant)
                .mapTo(String.class)
                .list());
        return accounts;
    }

    private static SortedSet<String> everybody(Handle handle, String tenant, Book present) {
        SortedSet<String> accounts = new TreeSet<>(Book.BY_ACCOUNT);
        present.customers().forEach(customer -> accounts.add(customer.account()));
        String last = "";
        List<String> more = TimelineStore.accountsAfter(handle, tenant, last, ACCOUNTS_AT_ONCE);
        while (!more.isEmpty()) {
            accounts.addAll(more);
            last = more.getLast();
            more = TimelineStore.accountsAfter(handle, tenant, last, ACCOUNTS_AT_ONCE);
        }
        return accounts;
    }

    private static Map<String, Known> known(Handle handle, String tenant, List<String> accounts, Instant instant) {
        AttributeTexts texts = new AttributeTexts();
        Map<String, Known> known = new HashMap<>();
        handle.createQuery("""
                        select distinct on (account_id) account_id, attributes::text as attributes, owner, parent_id,
                               internal
                        from account_version
                        where tenant = :tenant and known_at <= :instant and account_id = any(:accounts)
                        order by account_id, seq desc
                        """)
                .bind("tenant", tenant)
                .bind("instant", instant)
                .bindArray("accounts", String.class, accounts)
                .map((row, context) -> Map.entry(
                        row.getString("account_id"),
                        new Known(
                                AccountFields.with(
                                        texts.of(row.getString("attributes")),
                                        row.getString("owner"),
                                        row.getString("parent_id")),
                                row.getBoolean("internal"))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }
}
