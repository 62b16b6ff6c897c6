package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The runs of all tenants and their shards. */
@ApplicationScoped
class ScoreRunStore {

    static final RowMapper<ScoreRun> RUN = (row, context) -> new ScoreRun(
            new TenantId(row.getString("tenant")),
            row.getObject("run_id", UUID.class),
            ScoreRun.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getObject("day", LocalDate.class),
            row.getObject("known_at", OffsetDateTime.class).toInstant(),
            row.getInt("scorecard_version"),
            ScoreRun.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getLong("accounts_done"),
            row.getObject("accounts_total", Long.class),
            row.getString("waiting_for"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            instant(row.getObject("started_at", OffsetDateTime.class)),
            instant(row.getObject("finished_at", OffsetDateTime.class)));

    private static final String SELECT = """
            select r.*, (select coalesce(sum(j.accounts_done), 0) from job_run j
                where j.tenant = r.tenant and j.business_day = r.day
                    and j.job = case r.kind when 'night' then 'night' else r.run_id::text end) as accounts_done
            from score_run r
            """;

    private final Jdbi jdbi;
    private final RunConfig config;

    ScoreRunStore(Jdbi jdbi, RunConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    /** What a run is made of before it exists. */
    record Order(
            TenantId tenant,
            ScoreRun.Kind kind,
            LocalDate day,
            Instant knownAt,
            int scorecardVersion,
            Instant now,
            @Nullable String key,
            @Nullable LocalDate askedDay,
            @Nullable Instant askedKnownAt) {}

    /** Lets the requests for runs of a tenant through one after another, until the transaction ends. */
    void lock(TenantId tenant, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into feed_head (tenant, seq, moved_at) values (:tenant, 0, :now)
                        on conflict (tenant) do update set seq = feed_head.seq
                        """)
                .bind("tenant", tenant.value())
                .bind("now", at(now))
                .execute());
    }

    /** Makes the run and its shards; empty when the night of that day exists already. */
    Optional<UUID> add(Order order) {
        return jdbi.withHandle(handle -> {
            UUID id = UUID.randomUUID();
            int added = handle.createUpdate("""
                    insert into score_run (tenant, run_id, run_no, kind, day, known_at, scorecard_version, status,
                        idempotency_key, asked_day, asked_known_at, accounts_total, created_at)
                    values (:tenant, :run,
                        (select coalesce(max(run_no), 0) + 1 from score_run where tenant = :tenant),
                        :kind, :day, :known_at, :version, 'queued', :key, :asked_day, :asked_known_at,
                        (select accounts_total from score_run where tenant = :tenant and status = 'done'
                            order by run_no desc limit 1), :now)
                    on conflict (tenant, day) where kind = 'night' do nothing
                    """)
                    .bind("tenant", order.tenant().value())
                    .bind("run", id)
                    .bind("kind", order.kind().name().toLowerCase(Locale.ROOT))
                    .bind("day", order.day())
                    .bind("known_at", at(order.knownAt()))
                    .bind("version", order.scorecardVersion())
                    .bind("key", order.key())
                    .bind("asked_day", order.askedDay())
                    .bind("asked_known_at", order.askedKnownAt() == null ? null : at(order.askedKnownAt()))
                    .bind("now", at(order.now()))
                    .execute();
            if (added == 0) {
                return Optional.empty();
            }
            addShards(handle, order, id);
            return Optional.of(id);
        });
    }

    /** The run a request with this key made in the last day, with what was asked for then. */
    Optional<Asked> byKey(TenantId tenant, String key, Instant since) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("""
                    update score_run set idempotency_key = null
                    where tenant = :tenant and idempotency_key = :key and created_at < :since
                    """)
                    .bind("tenant", tenant.value())
                    .bind("key", key)
                    .bind("since", at(since))
                    .execute();
            return handle.createQuery("""
                    select run_id, asked_day, asked_known_at from score_run
                    where tenant = :tenant and idempotency_key = :key
                    """)
                    .bind("tenant", tenant.value())
                    .bind("key", key)
                    .map((row, context) -> new Asked(
                            row.getObject("run_id", UUID.class),
                            row.getObject("asked_day", LocalDate.class),
                            instant(row.getObject("asked_known_at", OffsetDateTime.class))))
                    .findOne();
        });
    }

    /** What a request asked for. */
    record Asked(
            UUID run, @Nullable LocalDate day, @Nullable Instant knownAt) {}

    Optional<ScoreRun> find(TenantId tenant, UUID run) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where r.tenant = :tenant and r.run_id = :run")
                .bind("tenant", tenant.value())
                .bind("run", run)
                .map(RUN)
                .findOne());
    }

    /** The tenant's runs, newest first; {@code before} is the position of a page before. */
    List<Numbered> list(TenantId tenant, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                where r.tenant = :tenant and r.run_no < :before order by r.run_no desc limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> new Numbered(row.getLong("run_no"), RUN.map(row, context)))
                .list());
    }

    /** A run and its place in the tenant's order. */
    record Numbered(long number, ScoreRun run) {}

    /** The last night of every tenant that had one. */
    Map<TenantId, LocalDate> lastNights() {
        Map<TenantId, LocalDate> nights = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select tenant, max(day) as day from score_run where kind = 'night' group by tenant")
                .map((row, context) ->
                        nights.put(new TenantId(row.getString("tenant")), row.getObject("day", LocalDate.class)))
                .forEach(before -> {}));
        return nights;
    }

    /** Says what the run waits for; null when it goes on. */
    void waitingFor(TenantId tenant, UUID run, @Nullable String service) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update score_run set waiting_for = :service where tenant = :tenant and run_id = :run
                            and waiting_for is distinct from :service
                        """)
                .bind("tenant", tenant.value())
                .bind("run", run)
                .bind("service", service)
                .execute());
    }

    private void addShards(Handle handle, Order order, UUID run) {
        List<String> edges = handle.createQuery("""
                select account_id from (
                    select account_id, row_number() over (order by account_id) as place
                    from account_health where tenant = :tenant and not deleted) numbered
                where place > 1 and place % :size = 1 order by account_id
                """)
                .bind("tenant", order.tenant().value())
                .bind("size", Math.max(2, config.accountsPerShard()))
                .mapTo(String.class)
                .list();
        List<@Nullable String> bounds = new ArrayList<>();
        bounds.add(null);
        bounds.addAll(edges);
        bounds.add(null);
        for (int shard = 0; shard < bounds.size() - 1; shard++) {
            handle.createUpdate("""
                    insert into job_run (tenant, job, business_day, shard, status, lease_until, fence, from_account,
                        to_account, accounts_done, attempts)
                    values (:tenant, :job, :day, :shard, 'queued', '-infinity', 0, :from, :to, 0, 0)
                    """)
                    .bind("tenant", order.tenant().value())
                    .bind("job", order.kind() == ScoreRun.Kind.NIGHT ? "night" : run.toString())
                    .bind("day", order.day())
                    .bind("shard", shard)
                    .bind("from", bounds.get(shard))
                    .bind("to", bounds.get(shard + 1))
                    .execute();
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
