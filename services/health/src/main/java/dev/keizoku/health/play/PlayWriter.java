package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.Traits;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Opens plays for the accounts in the run's stage and takes back those nobody has begun and nobody needs any more, all at
 * once.
 *
 * <p>It reads {@code standing_stage}, the accounts that were looked at, {@code occasion_stage}, what of them asks for a play,
 * and the signals as they are now. The same again changes nothing.
 */
@ApplicationScoped
public class PlayWriter {

    private static final int FETCH = 2_000;

    /** Playbooks that a programme or a date does not open again: those of plays that are not over, or new. */
    private static final String ASKED = """
            select a.*, %s, array_to_string(array(select distinct p.playbook from play p
                where p.tenant = :tenant and p.account_id = a.account_id and (p.state in ('open', 'started')
                    or p.state <> 'withdrawn' and p.opened_on > cast(:day as date) - 30)), ',') as lately
            """;

    private final PlayInsert insert;
    private final StandingWriter standings;
    private final Clock clock;

    PlayWriter(PlayInsert insert, StandingWriter standings, Clock clock) {
        this.insert = insert;
        this.standings = standings;
        this.clock = clock;
    }

    /** For accounts whose latest score this is, after their signals; gives the plays that were opened. */
    public List<UUID> react(Handle handle, TenantId tenant, LocalDate day, PlayRules rules) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        standings.write(handle, tenant, day);
        withdraw(handle, tenant, now);
        expire(handle, tenant, rules.today(), now);
        Openings openings = new Openings(rules);
        List<NewPlay> opened = new ArrayList<>();
        for (Asked asked : asked(handle, tenant, day)) {
            openings.of(asked).ifPresent(opened::add);
        }
        return insert.open(handle, tenant, day, rules.version(), now, opened);
    }

    /** Takes back what nobody has begun for accounts that are no longer there. That they are asked why stays. */
    public void leave(Handle handle, TenantId tenant, LocalDate day) {
        standings.leave(handle, tenant, day);
        handle.createUpdate("""
                update play p set state = 'withdrawn', reason = 'account_left', closed_at = :now
                from change_stage c
                where p.tenant = :tenant and p.account_id = c.account_id and c.gone and p.state = 'open'
                    and p.playbook <> 'churn_interview'
                """)
                .bind("tenant", tenant.value())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Of the plays nobody has begun: their sign is over, their occasion has passed, or more was to be offered. */
    private static void withdraw(Handle handle, TenantId tenant, OffsetDateTime now) {
        handle.createUpdate("""
                update play p set state = 'withdrawn', closed_at = :now,
                    reason = case when p.source = 'signal' then 'signal_over' else 'occasion_over' end
                from standing_stage s
                join account_standing a on a.tenant = :tenant and a.account_id = s.account_id and %s
                where p.tenant = :tenant and p.account_id = s.account_id and %s and p.state = 'open'
                    and (p.source = 'signal' and exists (select from risk_signal r where r.tenant = p.tenant
                            and r.signal_id = p.signal_id and r.state = 'resolved')
                        or p.source = 'date' and not exists (select from occasion_stage o
                            where o.account_id = p.account_id and o.occasion = p.occasion)
                        or p.playbook = 'grow' and (a.band <> 'green' or a.risk_level is distinct from 'low'))
                """.formatted(staged("a"), staged("p")))
                .bind("tenant", tenant.value())
                .bind("now", now)
                .execute();
    }

    private static void expire(Handle handle, TenantId tenant, LocalDate today, OffsetDateTime now) {
        handle.createUpdate("""
                update play p set state = 'expired', closed_at = :now
                from standing_stage s
                where p.tenant = :tenant and p.account_id = s.account_id and %s and p.state = 'open'
                    and p.expires_on < :today
                """.formatted(staged("p")))
                .bind("tenant", tenant.value())
                .bind("today", today)
                .bind("now", now)
                .execute();
    }

    private static String staged(String table) {
        return StagedRange.of(table + ".account_id", "standing_stage");
    }

    /** Signs first, by account; a sign whose play nobody has begun asks again when the risk has become higher. */
    private static List<Asked> asked(Handle handle, TenantId tenant, LocalDate day) {
        List<Asked> asked = new ArrayList<>();
        asked.addAll(handle.createQuery(ASKED.formatted(
                                "r.signal_id, r.type, r.severity, coalesce(r.reopened_on, r.opened_on) as opening")
                        + """
                        from standing_stage s
                        join account_standing a on a.tenant = :tenant and a.account_id = s.account_id and %1$s
                        join risk_signal r on r.tenant = :tenant and r.account_id = s.account_id and %2$s
                            and r.state <> 'resolved' and r.state = 'open'
                        where a.risk_level is not null and not exists (select from play p
                            where p.tenant = :tenant and p.account_id = s.account_id and %3$s and p.signal_id = r.signal_id
                                and p.opening = coalesce(r.reopened_on, r.opened_on)
                                and (p.state <> 'open' or array_position(array['content', 'meeting', 'executive'], p.tier)
                                    >= array_position(array['low', 'medium', 'high'], a.risk_level)))
                        order by s.account_id, r.type
                        """.formatted(staged("a"), staged("r"), staged("p")))
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .map((row, context) -> new Asked(account(row), sign(row), lately(row)))
                .list());
        asked.addAll(
                handle.createQuery(ASKED.formatted("o.playbook, o.occasion") + """
                        from occasion_stage o
                        join account_standing a on a.tenant = :tenant and a.account_id = o.account_id and %s
                        where o.opens and not exists (select from play p where p.tenant = :tenant
                            and p.account_id = o.account_id and %s and p.occasion = o.occasion)
                        order by o.account_id, o.playbook
                        """.formatted(staged("a"), staged("p")))
                        .setFetchSize(FETCH)
                        .bind("tenant", tenant.value())
                        .bind("day", day)
                        .map((row, context) -> new Asked(account(row), date(row), lately(row)))
                        .list());
        return asked;
    }

    private static Asked.Cause sign(ResultSet row) throws SQLException {
        return new Asked.Cause.Sign(
                row.getObject("signal_id", UUID.class),
                SignalType.valueOf(row.getString("type")),
                row.getBigDecimal("severity"),
                row.getObject("opening", LocalDate.class));
    }

    private static Asked.Cause date(ResultSet row) throws SQLException {
        return new Asked.Cause.Date(PlaybookKey.of(row.getString("playbook")), row.getString("occasion"));
    }

    private static Set<PlaybookKey> lately(ResultSet row) throws SQLException {
        return Arrays.stream(row.getString("lately").split(","))
                .filter(key -> !key.isEmpty())
                .map(PlaybookKey::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Asked.Account account(ResultSet row) throws SQLException {
        return new Asked.Account(
                row.getString("account_id"),
                row.getString("owner"),
                Band.of(row.getString("band")),
                level(row.getString("risk_level")),
                row.getBigDecimal("risk_value"),
                row.getBigDecimal("paid_mrr"),
                row.getString("currency"),
                new Traits(
                        row.getString("industry"),
                        row.getString("size"),
                        row.getString("tech_literacy"),
                        row.getString("maturity")));
    }

    private static @Nullable RiskLevel level(@Nullable String key) {
        return Optional.ofNullable(key).map(RiskLevel::of).orElse(null);
    }
}
