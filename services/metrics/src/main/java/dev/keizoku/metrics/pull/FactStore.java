package dev.keizoku.metrics.pull;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Copies of what the feed says beside subscriptions. */
final class FactStore {

    /** What the feed can say again. */
    private static final List<String> TABLES = List.of(
            "mrr_movement",
            "subscription_timeline",
            "timeline_version",
            "plan",
            "account",
            "account_version",
            "fx_rate",
            "renewal",
            "renewal_version",
            "usage_charge",
            "tenant_policy",
            "reconciliation");

    private FactStore() {}

    static void putTenant(Handle handle, String tenant, FeedFact.TenantSettings settings) {
        handle.createUpdate("""
                        insert into tenant
                            (tenant, version, name, zone, currency, language, fiscal_year_start_month, policies)
                        values (:tenant, :version, :name, :zone, :currency, :language, :month,
                            cast(:policies as jsonb))
                        on conflict (tenant) do update set version = excluded.version, name = excluded.name,
                            zone = excluded.zone, currency = excluded.currency, language = excluded.language,
                            fiscal_year_start_month = excluded.fiscal_year_start_month,
                            policies = excluded.policies
                        where tenant.version < excluded.version
                        """)
                .bind("tenant", tenant)
                .bind("version", settings.version())
                .bind("name", settings.name())
                .bind("zone", settings.zone())
                .bind("currency", settings.currency())
                .bind("language", settings.language())
                .bind("month", settings.fiscalYearStartMonth())
                .bind("policies", settings.policies())
                .execute();
    }

    static void putAccounts(Handle handle, String tenant, long seq, List<FeedFact.Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        PreparedBatch present = handle.prepareBatch("""
                insert into account (tenant, account_id, name, attributes, deleted, parent_id, owner, internal,
                    merged_into, touched)
                values (:tenant, :account, :name, cast(:attributes as jsonb), :deleted, :parent, :owner, :internal,
                    :mergedInto, :seq)
                on conflict (tenant, account_id) do update set name = excluded.name,
                    attributes = excluded.attributes, deleted = excluded.deleted, parent_id = excluded.parent_id,
                    owner = excluded.owner, internal = excluded.internal, merged_into = excluded.merged_into,
                    touched = excluded.touched
                """);
        PreparedBatch versions = handle.prepareBatch("""
                insert into account_version (tenant, account_id, seq, known_at, attributes, parent_id, owner, internal)
                values (:tenant, :account, :told, :knownAt, cast(:attributes as jsonb), :parent, :owner, :internal)
                on conflict do nothing
                """);
        for (FeedFact.Account account : accounts) {
            for (PreparedBatch batch : List.of(present, versions)) {
                batch.bind("tenant", tenant)
                        .bind("account", account.id())
                        .bind("attributes", account.attributes())
                        .bind("parent", account.parent())
                        .bind("owner", account.owner())
                        .bind("internal", account.internal());
            }
            present.bind("name", account.name())
                    .bind("deleted", account.deleted())
                    .bind("mergedInto", account.mergedInto())
                    .bind("seq", seq)
                    .add();
            versions.bind("told", account.told().seq())
                    .bind("knownAt", account.told().knownAt())
                    .add();
        }
        present.execute();
        versions.execute();
    }

    static void putPlans(Handle handle, String tenant, List<FeedFact.Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into plan (tenant, plan_id, name, product, tier_rank, public, add_on)
                values (:tenant, :plan, :name, :product, :tier, :public, :addOn)
                on conflict (tenant, plan_id) do update set name = excluded.name, product = excluded.product,
                    tier_rank = excluded.tier_rank, public = excluded.public, add_on = excluded.add_on
                """);
        for (FeedFact.Plan plan : plans) {
            batch.bind("tenant", tenant)
                    .bind("plan", plan.id())
                    .bind("name", plan.name())
                    .bind("product", plan.product())
                    .bind("tier", plan.tierRank())
                    .bind("public", plan.isPublic())
                    .bind("addOn", plan.addOn())
                    .add();
        }
        batch.execute();
    }

    static void putRates(Handle handle, String tenant, List<FeedFact.Rate> rates) {
        if (rates.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into fx_rate (tenant, base, currency, day, seq, known_at, rate)
                values (:tenant, :base, :currency, :day, :seq, :knownAt, :rate)
                on conflict do nothing
                """);
        for (FeedFact.Rate rate : rates) {
            batch.bind("tenant", tenant)
                    .bind("base", rate.base())
                    .bind("currency", rate.currency())
                    .bind("day", rate.day())
                    .bind("seq", rate.told().seq())
                    .bind("knownAt", rate.told().knownAt())
                    .bind("rate", rate.rate())
                    .add();
        }
        batch.execute();
    }

    static void putRenewals(Handle handle, String tenant, List<FeedFact.Renewal> renewals) {
        if (renewals.isEmpty()) {
            return;
        }
        PreparedBatch present = handle.prepareBatch("""
                insert into renewal (tenant, renewal_id, subscription_id, account_id, due_at, term_months, auto_renew,
                    notice_by, intent, outcome, outcome_at, deleted, seq, known_at)
                values (:tenant, :renewal, :subscription, :account, :dueAt, :termMonths, :autoRenew,
                    :noticeBy, :intent, :outcome, :outcomeAt, :deleted, :seq, :knownAt)
                on conflict (tenant, subscription_id, renewal_id) do update set deleted = excluded.deleted,
                    account_id = excluded.account_id, due_at = excluded.due_at, term_months = excluded.term_months,
                    auto_renew = excluded.auto_renew, notice_by = excluded.notice_by, intent = excluded.intent,
                    outcome = excluded.outcome, outcome_at = excluded.outcome_at, seq = excluded.seq,
                    known_at = excluded.known_at
                where renewal.seq <= excluded.seq
                """);
        PreparedBatch versions = handle.prepareBatch("""
                insert into renewal_version (tenant, renewal_id, subscription_id, account_id, due_at, term_months,
                    auto_renew, notice_by, intent, outcome, outcome_at, deleted, seq, known_at)
                values (:tenant, :renewal, :subscription, :account, :dueAt, :termMonths, :autoRenew,
                    :noticeBy, :intent, :outcome, :outcomeAt, :deleted, :seq, :knownAt)
                on conflict do nothing
                """);
        for (FeedFact.Renewal renewal : renewals) {
            bind(present, tenant, renewal);
            bind(versions, tenant, renewal);
        }
        present.execute();
        versions.execute();
    }

    static void putCharges(Handle handle, String tenant, List<FeedFact.Charge> charges) {
        if (charges.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into usage_charge (tenant, subscription_id, change_id, seq, known_at, deleted, amount, currency,
                    period_start, period_end)
                values (:tenant, :subscription, :change, :seq, :knownAt, :deleted, :amount, :currency, :from, :to)
                on conflict do nothing
                """);
        for (FeedFact.Charge charge : charges) {
            FeedFact.Charged what = charge.what();
            batch.bind("tenant", tenant)
                    .bind("subscription", charge.subscription())
                    .bind("change", charge.change())
                    .bind("seq", charge.told().seq())
                    .bind("knownAt", charge.told().knownAt())
                    .bind("deleted", what == null)
                    .bind("amount", what == null ? null : what.amount())
                    .bind("currency", what == null ? null : what.currency())
                    .bind("from", what == null ? null : what.from())
                    .bind("to", what == null ? null : what.to())
                    .add();
        }
        batch.execute();
    }

    private static void bind(PreparedBatch batch, String tenant, FeedFact.Renewal renewal) {
        batch.bind("tenant", tenant)
                .bind("renewal", renewal.id())
                .bind("subscription", renewal.subscription())
                .bind("account", renewal.account())
                .bind("dueAt", renewal.dueAt())
                .bind("termMonths", renewal.termMonths())
                .bind("autoRenew", renewal.autoRenew())
                .bind("noticeBy", renewal.noticeBy())
                .bind("intent", renewal.intent())
                .bind("outcome", renewal.outcome())
                .bind("outcomeAt", renewal.outcomeAt())
                .bind("deleted", renewal.deleted())
                .bind("seq", renewal.told().seq())
                .bind("knownAt", renewal.told().knownAt())
                .add();
    }

    /** Forgets everything the feed has said, so that it can say it again. */
    static void wipe(Handle handle, String tenant) {
        for (String table : TABLES) {
            handle.createUpdate("delete from <table> where tenant = :tenant")
                    .define("table", table)
                    .bind("tenant", tenant)
                    .execute();
        }
    }
}
