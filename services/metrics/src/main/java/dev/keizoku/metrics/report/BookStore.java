package dev.keizoku.metrics.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.metrics.pull.PullPosition;
import dev.keizoku.metrics.pull.PullPositionStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads a tenant's ledger into a book: all of it once, then only the accounts that moved. */
@Singleton
class BookStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FETCH = 5_000;

    private final Jdbi bulk;

    BookStore(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    /** The whole ledger at one position. */
    Book load(String tenant) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> load(handle, tenant));
    }

    /** The book brought up to date. */
    Book refresh(String tenant, Book book) {
        return bulk.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            PullPosition position = PullPositionStore.of(handle, tenant);
            if (position.epoch() != book.epoch()) {
                return load(handle, tenant);
            }
            BookBuilder builder = new BookBuilder(book.scale(), book.lines(), book.attributeNames());
            read(handle, tenant, book.position(), builder);
            return builder.exact()
                    ? book.with(position.applied(), builder.lines(), builder.attributeNames(), builder.customers())
                    : load(handle, tenant);
        });
    }

    private static Book load(Handle handle, String tenant) {
        PullPosition position = PullPositionStore.of(handle, tenant);
        BookBuilder builder = new BookBuilder(scale(handle, tenant), List.of(), List.of());
        read(handle, tenant, -1, builder);
        return builder.build(position.epoch(), position.applied());
    }

    private static AmountScale scale(Handle handle, String tenant) {
        return handle.createQuery("""
                        select coalesce(max(min_scale(closing)), 0) as decimals,
                               coalesce(sum(abs(closing - opening)), 0) as moved
                        from mrr_movement where tenant = :tenant
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> AmountScale.of(row.getInt("decimals"), row.getBigDecimal("moved")))
                .one();
    }

    private static void read(Handle handle, String tenant, long after, BookBuilder builder) {
        Map<String, Map<String, String>> known = new HashMap<>();
        String[] current = {null};
        handle.createQuery("""
                        select account.account_id, account.attributes::text as attributes,
                               plan_id, currency, day, opening, closing, subscriptions, paying_subscriptions
                        from account left join mrr_movement as movement
                            on movement.tenant = account.tenant and movement.account_id = account.account_id
                            and movement.plan_id <> ''
                        where account.tenant = :tenant and account.touched > :after
                        order by account.account_id, day
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    String account = row.getString("account_id");
                    if (!account.equals(current[0])) {
                        current[0] = account;
                        String json = row.getString("attributes");
                        builder.account(account, known.computeIfAbsent(json, BookStore::attributes));
                    }
                    addRow(row, builder);
                    return account;
                })
                .forEach(account -> {});
    }

    private static void addRow(ResultSet row, BookBuilder builder) throws SQLException {
        String plan = row.getString("plan_id");
        if (plan != null) {
            builder.row(
                    plan,
                    Currency.getInstance(row.getString("currency")),
                    row.getObject("day", LocalDate.class),
                    row.getBigDecimal("opening"),
                    row.getBigDecimal("closing"),
                    row.getInt("subscriptions"),
                    row.getInt("paying_subscriptions"));
        }
    }

    private static Map<String, String> attributes(String json) {
        Map<String, String> values = new HashMap<>();
        try {
            for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(json).properties()) {
                values.put(entry.getKey(), entry.getValue().asText());
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An attribute column holds what is not JSON.", impossible);
        }
        return values;
    }
}
