package dev.keizoku.health.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.score.MeasureScore;
import dev.keizoku.health.score.MeasuresJson;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The history of scores and signals, as far as observing needs it. Reads only. */
@ApplicationScoped
class PastScores {

    private static final int FETCH = 2_000;

    private final Jdbi bulk;
    private final ObjectMapper mapper;

    PastScores(@DataSource("bulk") Jdbi bulk, ObjectMapper mapper) {
        this.bulk = bulk;
        this.mapper = mapper;
    }

    /** The first and the last day that were scored. */
    record Span(LocalDate first, LocalDate last) {}

    /** The scored days that stand for those of a period; each is null where none is near enough. */
    record Days(
            @Nullable LocalDate observed,
            @Nullable LocalDate before,
            @Nullable LocalDate end,
            @Nullable LocalDate later) {}

    Optional<Span> span(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select (select min(day) from score_snapshot where tenant = :tenant) as first,
                    (select max(day) from score_snapshot where tenant = :tenant) as last
                """)
                .bind("tenant", tenant.value())
                .map((row, context) -> {
                    LocalDate first = row.getObject("first", LocalDate.class);
                    LocalDate last = row.getObject("last", LocalDate.class);
                    return first == null || last == null ? Optional.<Span>empty() : Optional.of(new Span(first, last));
                })
                .one());
    }

    Days days(TenantId tenant, Period period) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select
                    (select max(day) from score_snapshot where tenant = :tenant and day between :earliest and :latest)
                        as observed,
                    (select max(day) from score_snapshot where tenant = :tenant and day >= :latest and day < :from)
                        as before,
                    (select min(day) from score_snapshot where tenant = :tenant and day >= cast(:until as date) - 1
                        and day <= :back_by) as end_day,
                    (select min(day) from score_snapshot where tenant = :tenant and day >= :back_by
                        and day < cast(:back_by as date) + 7) as later
                """)
                .bind("tenant", tenant.value())
                .bind("earliest", period.earliestObservation())
                .bind("latest", period.latestObservation())
                .bind("from", period.from())
                .bind("until", period.until())
                .bind("back_by", period.backBy())
                .map((row, context) -> new Days(
                        row.getObject("observed", LocalDate.class),
                        row.getObject("before", LocalDate.class),
                        row.getObject("end_day", LocalDate.class),
                        row.getObject("later", LocalDate.class)))
                .one());
    }

    /**
     * Everybody who was a customer on the day of observation, in the order of accounts. Accounts that were deleted since
     * are among them: only what was stored then is asked. Asking those who have left why is no treatment. When the first
     * signal of medium strength was seen is looked up day by day, because one that was weak when it opened may have become
     * strong later, and only of those who left.
     */
    void each(Handle handle, TenantRecord tenant, Period period, Days days, Consumer<StoredScore> reader) {
        LocalDate observed = Objects.requireNonNull(days.observed());
        handle.createQuery("""
                with signs as (
                    select account_id,
                        array_agg(type order by type) filter (where opened_on <= :observed
                            and (resolved_on is null or resolved_on > :observed)) as open_then,
                        bool_or(type = 'CANCELLATION_NOTICE' and opened_on <= :observed
                            and (resolved_on is null or resolved_on > :observed)) as notice,
                        bool_or(type = 'PAYMENT_FAILED' and opened_on < :until
                            and (resolved_on is null or resolved_on >= :from)) as unpaid
                    from risk_signal where tenant = :tenant and opened_on < :until
                        and (resolved_on is null or resolved_on > cast(:observed as date) - 365)
                    group by account_id)
                select o.account_id, o.known_at, o.measures, o.computed, o.band, o.stage, r.level as risk_level,
                    coalesce(b.live, false) as live_before, coalesce(e.live, false) as live_at_end,
                    coalesce(l.live, false) as live_later, s.open_then, m.first_on,
                    coalesce(s.notice, false) as notice, coalesce(s.unpaid, false) as unpaid,
                    o.account_id in (select account_id from play where tenant = :tenant
                        and first_action_at >= :day_over and first_action_at < :month_over
                        and playbook <> 'churn_interview') as treated
                from score_snapshot o
                left join score_snapshot b on b.tenant = o.tenant and b.day = :before and b.account_id = o.account_id
                left join score_snapshot e on e.tenant = o.tenant and e.day = :end and e.account_id = o.account_id
                left join score_snapshot l on l.tenant = o.tenant and l.day = :later and l.account_id = o.account_id
                left join signs s on s.account_id = o.account_id
                left join risk_snapshot r on r.tenant = o.tenant and r.day = :observed and r.account_id = o.account_id
                left join lateral (
                    select min(p.day) as first_on from generate_series(0, 365) as back(days)
                    join risk_snapshot p on p.tenant = :tenant and p.account_id = o.account_id
                        and p.day = cast(:observed as date) - back.days
                    left join document_version v on v.tenant = p.tenant and v.kind = 'signal_settings'
                        and v.version = p.settings_version
                    where not coalesce(e.live, false) and not coalesce(l.live, false)
                        and exists (select from jsonb_array_elements(p.parts) part where cast(part ->> 'value' as numeric)
                            >= coalesce(cast(v.body #>> '{risk_levels,medium}' as numeric), :medium))
                ) m on true
                where o.tenant = :tenant and o.day = :observed and o.live
                order by o.account_id
                """)
                .setFetchSize(FETCH)
                .bind("tenant", tenant.tenant().value())
                .bind("observed", observed)
                .bind("day_over", start(observed.plusDays(1), tenant))
                .bind("month_over", start(period.until(), tenant))
                .bind("before", days.before())
                .bind("end", days.end())
                .bind("later", days.later())
                .bind("from", period.from())
                .bind("until", period.until())
                .bind("medium", SignalSettings.DEFAULT.riskLevels().medium())
                .map((row, context) -> stored(row))
                .forEach(reader);
    }

    private static OffsetDateTime start(LocalDate day, TenantRecord tenant) {
        return day.atStartOfDay(tenant.zone()).toOffsetDateTime();
    }

    /** What the latest score of an account rests on. */
    record Latest(
            String accountId,
            @Nullable String name,
            LocalDate day,
            Map<String, Measured> measures,
            @Nullable BigDecimal score,
            String band) {}

    Optional<Latest> latest(TenantId tenant, String account) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select * from account_health
                where tenant = :tenant and account_id = :account and not deleted
                """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .map((row, context) -> latest(row))
                .findOne());
    }

    /** The latest day any account was scored on. */
    Optional<LocalDate> latestDay(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery(
                        "select day from account_health where tenant = :tenant and not deleted order by day desc limit 1")
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .findOne());
    }

    /** The latest scores of all accounts, in their order. */
    void eachLatest(Handle handle, TenantId tenant, Consumer<Latest> reader) {
        handle.createQuery("select * from account_health where tenant = :tenant and not deleted order by account_id")
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .map((row, context) -> latest(row))
                .forEach(reader);
    }

    private Latest latest(ResultSet row) throws SQLException {
        return new Latest(
                row.getString("account_id"),
                row.getString("name"),
                row.getObject("day", LocalDate.class),
                measures(row.getString("measures"), mapper),
                row.getBigDecimal("effective"),
                row.getString("band"));
    }

    private StoredScore stored(ResultSet row) throws SQLException {
        BigDecimal computed = row.getBigDecimal("computed");
        return new StoredScore(
                row.getString("account_id"),
                new Known(
                        row.getObject("known_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("notice"),
                        row.getBoolean("live_before"),
                        row.getBoolean("live_at_end"),
                        row.getBoolean("live_later"),
                        row.getBoolean("unpaid"),
                        null),
                measures(row.getString("measures"), mapper),
                computed == null ? null : computed.doubleValue(),
                row.getString("band"),
                row.getString("stage"),
                row.getString("risk_level"),
                texts(row.getArray("open_then")),
                row.getObject("first_on", LocalDate.class),
                row.getBoolean("treated"));
    }

    /** The measures that were known. Overrides and the effective score are left alone: people set them knowing more. */
    static Map<String, Measured> measures(String json, ObjectMapper mapper) {
        Map<String, Measured> measures = new HashMap<>();
        for (MeasureScore measure : MeasuresJson.read(json, mapper)) {
            if (measure.value() != null && measure.score() != null) {
                measures.put(
                        measure.measure().key(),
                        new Measured(
                                measure.value().doubleValue(), measure.score().doubleValue()));
            }
        }
        return measures;
    }

    static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
