package dev.keizoku.metrics.pull;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Copies of what the feed says beside subscriptions. */
final class FactStore {

    private FactStore() {}

    static void putTenant(Handle handle, String tenant, FeedFact.TenantSettings settings) {
        handle.createUpdate("""
                        insert into tenant (tenant, version, name, zone, currency, language, fiscal_year_start_month)
                        values (:tenant, :version, :name, :zone, :currency, :language, :month)
                        on conflict (tenant) do update set version = excluded.version, name = excluded.name,
                            zone = excluded.zone, currency = excluded.currency, language = excluded.language,
                            fiscal_year_start_month = excluded.fiscal_year_start_month
                        where tenant.version < excluded.version
                        """)
                .bind("tenant", tenant)
                .bind("version", settings.version())
                .bind("name", settings.name())
                .bind("zone", settings.zone())
                .bind("currency", settings.currency())
                .bind("language", settings.language())
                .bind("month", settings.fiscalYearStartMonth())
                .execute();
    }

    static void putAccounts(Handle handle, String tenant, long seq, List<FeedFact.Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into account (tenant, account_id, name, attributes, deleted, touched)
                values (:tenant, :account, :name, cast(:attributes as jsonb), :deleted, :seq)
                on conflict (tenant, account_id) do update set name = excluded.name,
                    attributes = excluded.attributes, deleted = excluded.deleted, touched = excluded.touched
                """);
        for (FeedFact.Account account : accounts) {
            batch.bind("tenant", tenant)
                    .bind("account", account.id())
                    .bind("name", account.name())
                    .bind("attributes", account.attributes())
                    .bind("deleted", account.deleted())
                    .bind("seq", seq)
                    .add();
        }
        batch.execute();
    }

    static void putPlans(Handle handle, String tenant, List<FeedFact.Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into plan (tenant, plan_id, name, product, tier_rank)
                values (:tenant, :plan, :name, :product, :tier)
                on conflict (tenant, plan_id) do update set name = excluded.name, product = excluded.product,
                    tier_rank = excluded.tier_rank
                """);
        for (FeedFact.Plan plan : plans) {
            batch.bind("tenant", tenant)
                    .bind("plan", plan.id())
                    .bind("name", plan.name())
                    .bind("product", plan.product())
                    .bind("tier", plan.tierRank())
                    .add();
        }
        batch.execute();
    }

    /** Forgets everything the feed has said, so that it can say it again. */
    static void wipe(Handle handle, String tenant) {
        for (String table : List.of("mrr_movement", "subscription_timeline", "plan", "account", "reconciliation")) {
            handle.createUpdate("delete from <table> where tenant = :tenant")
                    .define("table", table)
                    .bind("tenant", tenant)
                    .execute();
        }
    }
}
