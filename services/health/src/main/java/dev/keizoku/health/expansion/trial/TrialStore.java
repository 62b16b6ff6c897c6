package dev.keizoku.health.expansion.trial;

import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The trials of all tenants. A trial nobody told the end of is over when its days are. */
@ApplicationScoped
class TrialStore {

    private static final String STATE = """
            case when t.outcome = 'converted' then 'converted'
                when t.outcome = 'ended' or t.ends_on <= cast(:today as date) then 'ended' else 'running' end
            """;

    private final Jdbi jdbi;

    TrialStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the list can be narrowed to. */
    record Filter(@Nullable String account, @Nullable String state) {}

    /** Where a page ended. */
    record Position(LocalDate startedOn, UUID trial) {}

    /** How trials went. */
    record Counts(long started, long running, long converted, long ended) {}

    /** Adds the trial unless the account is trying the same already; says whether it did. */
    boolean add(TenantId tenant, Trial trial, LocalDate today, Instant at, String by) {
        return jdbi.inTransaction(handle -> {
            // Two that begin at the same moment follow each other.
            handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:tenant || ' ' || :account, 45))")
                    .bind("tenant", tenant.value())
                    .bind("account", trial.accountId())
                    .map((row, context) -> true)
                    .one();
            return handle.createUpdate("""
                            insert into product_trial (tenant, trial_id, account_id, requested_by, plan_id, feature_id,
                                features, started_on, ends_on, active_on, features_used, created_at, created_by)
                            select :tenant, :trial, :account, :requested_by, :plan, :feature, :features, :started_on,
                                :ends_on, '{}', '{}', :at, :by
                            where not exists (select from product_trial t where t.tenant = :tenant
                                and t.account_id = :account and t.plan_id is not distinct from cast(:plan as text)
                                and t.feature_id is not distinct from cast(:feature as text)
                                and %s = 'running')
                            """.formatted(STATE))
                            .bind("tenant", tenant.value())
                            .bind("trial", trial.id())
                            .bind("account", trial.accountId())
                            .bind("requested_by", trial.requestedBy().key())
                            .bind("plan", trial.planId())
                            .bind("feature", trial.featureId())
                            .bindArray("features", String.class, trial.features())
                            .bind("started_on", trial.startedOn())
                            .bind("ends_on", trial.endsOn())
                            .bind("today", today)
                            .bind("at", at.atOffset(ZoneOffset.UTC))
                            .bind("by", by)
                            .execute()
                    == 1;
        });
    }

    /** Trials, the newest first. */
    List<Trial> list(TenantId tenant, Filter filter, LocalDate today, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from product_trial t
                where tenant = :tenant
                    and (cast(:account as text) is null or account_id = :account)
                    and (cast(:state as text) is null or %s = :state)
                    and (cast(:on as date) is null
                        or (started_on, trial_id) < (cast(:on as date), cast(:trial as uuid)))
                order by started_on desc, trial_id desc limit :limit
                """.formatted(STATE))
                .bind("tenant", tenant.value())
                .bind("account", filter.account())
                .bind("state", filter.state())
                .bind("today", today)
                .bind("on", after == null ? null : after.startedOn())
                .bind("trial", after == null ? null : after.trial())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    Optional<Trial> find(TenantId tenant, UUID trial) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from product_trial where tenant = :tenant and trial_id = :trial")
                        .bind("tenant", tenant.value())
                        .bind("trial", trial)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Notes what became of it; says whether nobody had said so far. */
    boolean close(TenantId tenant, UUID trial, boolean converted, LocalDate on) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update product_trial set outcome = :outcome, outcome_on = greatest(started_on, :on)
                        where tenant = :tenant and trial_id = :trial and outcome is null
                        """)
                        .bind("tenant", tenant.value())
                        .bind("trial", trial)
                        .bind("outcome", converted ? "converted" : "ended")
                        .bind("on", on)
                        .execute())
                == 1;
    }

    /** Of the trials that started in a time, those of one plan or feature or all. */
    Counts count(TenantId tenant, LocalDate from, LocalDate to, @Nullable String plan, LocalDate today) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select count(*) as started, count(*) filter (where state = 'running') as running,
                    count(*) filter (where state = 'converted') as converted,
                    count(*) filter (where state = 'ended') as ended
                from (select %s as state from product_trial t where t.tenant = :tenant
                    and t.started_on >= :from and t.started_on < :to
                    and (cast(:plan as text) is null or t.plan_id = :plan)) trials
                """.formatted(STATE))
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .bind("plan", plan)
                .bind("today", today)
                .map((row, context) -> new Counts(
                        row.getLong("started"), row.getLong("running"), row.getLong("converted"), row.getLong("ended")))
                .one());
    }

    private static Trial read(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Trial(
                row.getObject("trial_id", UUID.class),
                row.getString("account_id"),
                Requester.of(row.getString("requested_by")),
                row.getString("plan_id"),
                row.getString("feature_id"),
                strings(row.getArray("features")),
                row.getObject("started_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                outcome == null ? null : outcome.equals("converted"),
                row.getObject("outcome_on", LocalDate.class),
                Arrays.stream((Date[]) row.getArray("active_on").getArray())
                        .map(Date::toLocalDate)
                        .sorted()
                        .toList(),
                strings(row.getArray("features_used")));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
