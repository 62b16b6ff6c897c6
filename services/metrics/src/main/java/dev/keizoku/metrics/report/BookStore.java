package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.LedgerStore;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.pull.PullPosition;
import dev.keizoku.metrics.pull.PullPositionStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Reads a tenant's ledger into a book: all of it once, then only the accounts that moved. */
@Singleton
class BookStore {

    private static final int FETCH = 5_000;

    /** Where more than one customer in so many changed, a book is read anew: for a while both would be in memory. */
    private static final int MANY = 4;

    private static final int FEW = 1_000;

    private final Jdbi bulk;

    BookStore(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    /** The whole ledger at one position. */
    Book load(String tenant) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> load(handle, tenant));
    }

    /** What the tenant's book will take in memory, more or less. */
    long bytes(String tenant) {
        return bulk.withHandle(handle -> handle.createQuery("""
                        select (select count(*) from mrr_movement where tenant = :tenant and plan_id <> '') * :change
                            + (select count(*) from account where tenant = :tenant) * :customer
                        """)
                .bind("tenant", tenant)
                .bind("change", Customer.BYTES_OF_CHANGE)
                .bind("customer", Customer.BYTES)
                .mapTo(Long.class)
                .one());
    }

    /** The book brought up to date; null where it has to be read anew. */
    @Nullable Book refresh(String tenant, Book book) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            PullPosition position = PullPositionStore.of(handle, tenant);
            if (position.epoch() != book.epoch()) {
                return null;
            }
            int most = Math.max(FEW, book.customers().size() / MANY);
            if (touched(handle, tenant, book.position(), most) > most) {
                return null;
            }
            BookBuilder builder = new BookBuilder(book.scale(), book.lines(), book.attributeNames());
            read(handle, tenant, book.position(), builder);
            return builder.exact()
                    ? described(
                            handle,
                            tenant,
                            book.with(
                                    position.applied(), builder.lines(), builder.attributeNames(), builder.customers()))
                    : null;
        });
    }

    /** How many accounts were touched since, counted up to one more than the most. */
    private static long touched(Handle handle, String tenant, long after, int most) {
        return handle.createQuery("""
                        select count(*) from (
                            select from account where tenant = :tenant and touched > :after limit :most + 1) as touched
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("most", most)
                .mapTo(Long.class)
                .one();
    }

    private static Book load(Handle handle, String tenant) {
        PullPosition position = PullPositionStore.of(handle, tenant);
        BookBuilder builder = new BookBuilder(scale(handle, tenant), List.of(), List.of());
        read(handle, tenant, -1, builder);
        return described(handle, tenant, builder.build(position.epoch(), position.applied()));
    }

    private static Book described(Handle handle, String tenant, Book book) {
        Map<String, String> products = new HashMap<>();
        handle.createQuery("select plan_id, product from plan where tenant = :tenant and product <> ''")
                .bind("tenant", tenant)
                .map((row, context) -> products.put(row.getString("plan_id"), row.getString("product")))
                .forEach(any -> {});
        return book.knowing(products, PolicyStore.of(handle, tenant).policies());
    }

    private static AmountScale scale(Handle handle, String tenant) {
        return handle.createQuery("""
                        select coalesce(max(greatest(min_scale(closing), min_scale(closing_gross))), 0) as decimals,
                               coalesce(sum(greatest(abs(closing - opening), abs(closing_gross - opening_gross))), 0)
                                   as moved
                        from mrr_movement where tenant = :tenant
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> AmountScale.of(row.getInt("decimals"), row.getBigDecimal("moved")))
                .one();
    }

    private static void read(Handle handle, String tenant, long after, BookBuilder builder) {
        AttributeTexts texts = new AttributeTexts();
        String[] current = {null};
        handle.createQuery("""
                        select account.account_id, account.attributes::text as attributes, account.owner,
                               account.parent_id, movement.*
                        from account left join mrr_movement as movement
                            on movement.tenant = account.tenant and movement.account_id = account.account_id
                            and movement.plan_id <> '' and not account.internal
                        where account.tenant = :tenant and account.touched > :after
                        order by account.account_id, day
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    String account = row.getString(1);
                    if (!account.equals(current[0])) {
                        current[0] = account;
                        builder.account(
                                account,
                                AccountFields.with(
                                        texts.of(row.getString("attributes")),
                                        row.getString("owner"),
                                        row.getString("parent_id")));
                    }
                    if (row.getString("plan_id") != null) {
                        builder.row(LedgerStore.movement(row));
                    }
                    return account;
                })
                .forEach(account -> {});
    }
}
