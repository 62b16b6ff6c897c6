package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The quotes' rows. */
@Singleton
class QuoteStore {

    private static final TypeReference<Quote> QUOTE = new TypeReference<>() {};
    private static final TypeReference<Planned> PLANNED = new TypeReference<>() {};

    private final Json json;

    QuoteStore(Json json) {
        this.json = json;
    }

    /** A quote as it was answered, and what confirming it needs. */
    record Stored(Quote quote, Planned planned) {}

    void insert(Handle handle, TenantId tenant, Stored stored, Instant now) {
        Quote quote = stored.quote();
        handle.createUpdate("""
                        insert into quote (tenant, account_id, quote_id, quote, planned, created_at, updated_at)
                        values (:tenant, :account, :id, cast(:quote as jsonb), cast(:planned as jsonb), :now, :now)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", quote.accountId().value())
                .bind("id", quote.quoteId())
                .bind("quote", json.write(quote))
                .bind("planned", json.write(stored.planned()))
                .bind("now", Bind.time(now))
                .execute();
    }

    /** A quote, locked until the transaction ends. */
    @Nullable Stored find(Handle handle, TenantId tenant, AccountId account, String id) {
        return handle.createQuery("""
                        select quote, planned from quote
                        where tenant = :tenant and account_id = :account and quote_id = :id for update
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("id", id)
                .map((row, context) -> new Stored(
                        json.read(row.getString("quote"), QUOTE), json.read(row.getString("planned"), PLANNED)))
                .findOne()
                .orElse(null);
    }

    void update(Handle handle, TenantId tenant, Quote quote, Instant now) {
        handle.createUpdate("""
                        update quote set quote = cast(:quote as jsonb), updated_at = :now
                        where tenant = :tenant and account_id = :account and quote_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("account", quote.accountId().value())
                .bind("id", quote.quoteId())
                .bind("quote", json.write(quote))
                .bind("now", Bind.time(now))
                .execute();
    }
}
