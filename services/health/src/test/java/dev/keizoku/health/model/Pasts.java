package dev.keizoku.health.model;

import dev.keizoku.health.Upstreams;
import dev.keizoku.testkit.TestTenants;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
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

    /** How many left. */
    public int left() {
        return left;
    }

    private void live(PreparedBatch batch, int number, SplittableRandom random, double pull, int daysLate) {
        String account = "a%03d".formatted(number);
        Upstreams.of(tenant).fact(account, """
                "state": "active", "customer_since": "2024-01-15", "plan_ids": ["pro"],
                "attributes": {"industry": "%s"}, "core_features": []
                """.formatted(number % 2 == 0 ? "retail" : "energy"));
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
                .bind("measures", """
                        [{"measure": "login_frequency", "state": "ok", "share": 1, "value": %s, "input": %s,
                          "score": %s, "contribution": 0}]
                        """.formatted(value, value, points))
                .add();
    }

    private static PreparedBatch prepare(Handle handle) {
        return handle.prepareBatch("""
                insert into score_snapshot (tenant, day, account_id, run_id, known_at, scored_at, scorecard_version,
                    computed, effective, raw_band, band, coverage, confidence, live, measures)
                values (:tenant, :day, :account, :run, :known, :known, 1, :computed, :effective, :band, :band, 1,
                    'normal', :live, cast(:measures as jsonb))
                """);
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
