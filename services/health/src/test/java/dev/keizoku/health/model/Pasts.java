package dev.keizoku.health.model;

import dev.keizoku.health.Upstreams;
import dev.keizoku.testkit.TestTenants;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tenants with a past: scores of 19 months, of accounts that leave when they log in little. */
public final class Pasts {

    public static final YearMonth FIRST = YearMonth.of(2024, 7);
    public static final int MONTHS = 19;

    /** Over how many months the accounts begin. */
    public static final int STARTS = 13;

    private final Jdbi jdbi;
    private final String tenant = TestTenants.fresh();
    private final SortedMap<String, LocalDate> leavers = new TreeMap<>();
    private int left;

    private Pasts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Accounts a000 and on, from one month or another on; every other one is in the industry "retail". */
    public static Pasts of(Jdbi jdbi, int accounts, double pull) {
        return of(jdbi, accounts, pull, 0);
    }

    /**
     * The same, with scores that were computed so many days late.
     */
    public static Pasts of(Jdbi jdbi, int accounts, double pull, int daysLate) {
        Pasts pasts = new Pasts(jdbi);
        SplittableRandom random = new SplittableRandom(accounts);
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = prepare(handle);
            for (int account = 0; account < accounts; account++) {
                pasts.live(batch, account, random, pull, daysLate);
            }
            batch.execute();
        });
        return pasts;
    }

    public String tenant() {
        return tenant;
    }

    /** Who left, each with the first day of the month it left in. */
    public SortedMap<String, LocalDate> leavers() {
        return leavers;
    }

    /** How many left. */
    public int left() {
        return left;
    }

    private void live(PreparedBatch batch, int number, SplittableRandom random, double pull, int daysLate) {
        String account = "a%03d".formatted(number);
        Upstreams.of(tenant)
                .fact(account, """
                "state": "active", "customer_since": "2024-01-15", "plan_ids": ["pro"],
                "attributes": {"industry": "%s"}, "quantity": %d, "core_features": []
                """.formatted(number % 2 == 0 ? "retail" : "energy", number % 2 == 0 ? 3 : 30));
        double habit = random.nextGaussian();
        boolean here = true;
        for (int month = number % STARTS; month < MONTHS && here; month++) {
            LocalDate from = FIRST.plusMonths(month).atDay(1);
            double drawn = habit + random.nextGaussian() / 2;
            double logins = Math.clamp(14 + 5 * drawn, 0, 28);
            boolean leaves = random.nextDouble() < 1 / (1 + Math.exp(3 + pull * drawn));
            add(batch, account, from.minusDays(5), logins, true, leaves, daysLate);
            // A week into the next month it is known who left. What they did by then tells all.
            LocalDate later = from.plusMonths(1).plusDays(6);
            add(batch, account, later, leaves ? 0 : 28, !leaves, leaves, daysLate);
            left += leaves ? 1 : 0;
            if (leaves) {
                leavers.put(account, from);
            }
            here = !leaves;
        }
    }

    /** The score in force is that of somebody who has been told already. */
    private void add(
            PreparedBatch batch,
            String account,
            LocalDate day,
            double logins,
            boolean live,
            boolean told,
            int daysLate) {
        BigDecimal value = BigDecimal.valueOf(logins).setScale(4, RoundingMode.HALF_UP);
        BigDecimal points = value.multiply(BigDecimal.valueOf(5)).min(BigDecimal.valueOf(100));
        batch.bind("tenant", tenant)
                .bind("day", day)
                .bind("account", account)
                .bind("run", UUID.randomUUID())
                .bind("known", day.plusDays(1L + daysLate).atTime(0, 5).atOffset(ZoneOffset.UTC))
                .bind("computed", points)
                .bind("effective", told ? BigDecimal.ONE : points)
                .bind("band", points.intValue() < 40 ? "red" : points.intValue() < 70 ? "yellow" : "green")
                .bind("live", live)
                .bind("stage", day.isBefore(LocalDate.of(2025, 6, 1)) ? "adoption" : "retention")
                .bind("measures", """
                        [{"measure": "login_frequency", "state": "ok", "share": 1, "value": %s, "input": %s,
                          "score": %s, "contribution": 0}]
                        """.formatted(value, value, points))
                .add();
    }

    private static PreparedBatch prepare(Handle handle) {
        return handle.prepareBatch("""
                insert into score_snapshot (tenant, day, account_id, run_id, known_at, scored_at, scorecard_version,
                    computed, effective, raw_band, band, coverage, confidence, live, measures, stage)
                values (:tenant, :day, :account, :run, :known, :known, 1, :computed, :effective, :band, :band, 1,
                    'normal', :live, cast(:measures as jsonb), :stage)
                """);
    }

    /** Lets subscriptions say that an account ended on a day, and whose will it was. */
    public void ended(String account, LocalDate on, String intent) {
        Upstreams.of(tenant).factFrom(on.toString(), account, """
                "state": "ended", "customer_since": "2024-01-15", "plan_ids": [], "core_features": [],
                "ended_on": "%s", "end_intent": "%s"
                """.formatted(on, intent));
    }

    /** What a signal made of the risk of an account on each of some days, as {@code value} of 1. */
    public void risk(String account, LocalDate from, LocalDate to, String level, String value) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                insert into risk_snapshot (tenant, day, account_id, settings_version, value, level, parts, findings, memory)
                select :tenant, cast(day as date), :account, 1, cast(:value as numeric), :level,
                    cast('[{"family": "usage", "type": "USAGE_DROP", "value": ' || :value || '}]' as jsonb), '[]', '{}'
                from generate_series(cast(:from as timestamp), cast(:to as timestamp), interval '1 day') as day
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .bind("level", level)
                .bind("value", value)
                .execute());
    }

    /** Something that was done for an account at a time. */
    public void play(String account, String playbook, String firstActionAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                insert into play (tenant, account_id, occasion, source, playbook, playbooks_version, tier, state, opened_on,
                    opened_at, first_due_on, step_due, due_on, expires_on, band, first_action_at)
                values (:tenant, :account, :playbook || ':' || :at, 'band', :playbook, 1, 'medium', 'started',
                    cast(:at as date) - 1, cast(:at as timestamptz) - interval '1 day', cast(:at as date),
                    array[cast(:at as date)], cast(:at as date), cast(:at as date) + 30, 'red',
                    cast(:at as timestamptz))
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("playbook", playbook)
                .bind("at", firstActionAt)
                .execute());
    }

    /** An account that does nothing at all, month by month, and stays. */
    public void silent(String account) {
        Upstreams.of(tenant).fact(account, """
                "state": "active", "customer_since": "2024-01-15", "plan_ids": ["pro"], "core_features": []
                """);
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = prepare(handle);
            for (int month = 0; month < MONTHS; month++) {
                LocalDate from = FIRST.plusMonths(month).atDay(1);
                add(batch, account, from.minusDays(5), 0, true, false, 0);
                add(batch, account, from.plusMonths(1).plusDays(6), 0, true, false, 0);
            }
            batch.execute();
        });
    }

    /** A signal of an account. */
    public void signal(String account, String type, String openedOn, String resolvedOn) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                insert into risk_signal (tenant, account_id, type, state, opened_on, resolved_on, evidence, updated_on)
                values (:tenant, :account, :type, 'resolved', :opened, :resolved, '{}', :opened)
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("type", type)
                .bind("opened", LocalDate.parse(openedOn))
                .bind("resolved", LocalDate.parse(resolvedOn))
                .execute());
    }
}
