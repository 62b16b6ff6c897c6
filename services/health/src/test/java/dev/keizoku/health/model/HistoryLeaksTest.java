package dev.keizoku.health.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaks planted into the history of a tenant, from its scores, facts and plays to what is learned of them. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class HistoryLeaksTest {

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    /** Whose use is nothing, at the observation and at the end of the month, has left nothing. */
    @Test
    void aSilentAccountThatStaysIsAStayer() {
        Pasts pasts = Pasts.of(jdbi, 5, 0);
        pasts.silent("mute");
        Models.train(pasts.tenant());

        assertThat(outcomes(pasts, "mute")).hasSize(Pasts.MONTHS).containsOnly("stayed");
    }

    /** A week after leaving nobody logs in any more; what is learned from is what was measured while they were there. */
    @Test
    void noMeasureOfALeaverIsOfTheDayItHadLeft() {
        Pasts pasts = Pasts.of(jdbi, 60, 1.8);
        Models.train(pasts.tenant());

        List<String> learned = texts(pasts.tenant(), """
                select cast(measures #>> '{login_frequency,value}' as numeric(8, 4)) from churn_observation
                where tenant = :tenant and outcome = 'left' order by month, account_id
                """);
        List<String> there = texts(pasts.tenant(), """
                select cast(s.measures #>> '{0,value}' as numeric(8, 4)) from churn_observation o
                join score_snapshot s on s.tenant = o.tenant and s.account_id = o.account_id and s.day = o.month - 5
                where o.tenant = :tenant and o.outcome = 'left' order by o.month, o.account_id
                """);
        assertThat(learned).hasSize(pasts.left()).isEqualTo(there).anyMatch(value -> !value.equals("0.0000"));
    }

    /** The tenant looks for no failing payments, so that no signal tells. */
    @Test
    void whoLeftAgainstItsWillIsLeftOutThoughNoSignalSaysSo() {
        Pasts pasts = Pasts.of(jdbi, 60, 1.8);
        int unwilling = 0;
        for (Map.Entry<String, LocalDate> leaver : pasts.leavers().entrySet()) {
            boolean unpaid = unwilling < pasts.left() / 2;
            unwilling += unpaid ? 1 : 0;
            pasts.ended(leaver.getKey(), leaver.getValue().plusDays(14), unpaid ? "involuntary" : "voluntary");
        }

        JsonPath model = Models.train(pasts.tenant());

        assertThat(unwilling).isPositive();
        assertThat(model.getInt("card.excluded.payment_failed")).isEqualTo(unwilling);
        assertThat(model.getInt("card.counts.leavers")).isEqualTo(pasts.left() - unwilling);
    }

    @Test
    void whoSaysItLeftByItsOwnWillIsALeaverThoughAPaymentFailedToo() {
        Pasts pasts = Pasts.of(jdbi, 60, 1.8);
        for (Map.Entry<String, LocalDate> leaver : pasts.leavers().entrySet()) {
            pasts.ended(leaver.getKey(), leaver.getValue().plusDays(14), "voluntary");
            pasts.signal(leaver.getKey(), "PAYMENT_FAILED", "2024-06-20", "2026-03-01");
        }

        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getInt("card.counts.leavers")).isEqualTo(pasts.left());
        assertThat(model.getString("card.excluded.payment_failed")).isNull();
    }

    /** The larger plan is agreed long before; the observations of before know of the smaller one. */
    @Test
    void aPlanOfLaterIsNoFactOfTheObservation() {
        Pasts pasts = Pasts.of(jdbi, 5, 0);
        pasts.silent("grows");
        Upstreams.of(pasts.tenant()).factFrom("2025-10-10", "grows", """
                "state": "active", "customer_since": "2024-01-15", "plan_ids": ["big"], "core_features": [],
                "term_months": 12, "renewal": {"renews_on": "2026-10-10"}
                """);
        Models.train(pasts.tenant());

        List<String> plans = texts(pasts.tenant(), """
                select month || ' ' || plan_ids[1] || ' ' || coalesce(term_months, 0) || ' '
                    || coalesce(months_to_renewal, -1)
                from churn_observation where tenant = :tenant and account_id = 'grows'
                    and month between date '2025-10-01' and date '2025-11-01' order by month
                """);
        assertThat(plans).containsExactly("2025-10-01 pro 0 -1", "2025-11-01 big 12 11");
    }

    /** Whoever was badly off and stayed was looked after: plays kept them, and they spoil the figure of all. */
    @Test
    void howGoodItIsIsToldOfTreatedAndUntreatedApart() {
        Pasts pasts = Pasts.of(jdbi, 400, 1.8);
        saved(pasts)
                .forEach((account, days) ->
                        days.forEach(day -> pasts.play(account, "meeting", day.plusDays(9) + "T10:00:00Z")));

        JsonPath card = Models.train(pasts.tenant());

        String all = "card.back_test.";
        String treated = "card.treatment.treated.";
        String untreated = "card.treatment.untreated.";
        assertThat(card.getInt(treated + "observations")).isPositive();
        assertThat(card.getInt(treated + "observations") + card.getInt(untreated + "observations"))
                .isEqualTo(card.getInt(all + "observations"));
        assertThat(card.getInt(treated + "leavers")).isZero();
        assertThat(card.getString(treated + "auc")).isNull();
        assertThat(card.getInt(untreated + "leavers")).isEqualTo(card.getInt(all + "leavers"));
        assertThat(card.getFloat(untreated + "auc")).isGreaterThan(card.getFloat(all + "auc"));
    }

    @Test
    void isTreatedWhoIsActedOnBetweenTheObservationAndTheEndOfTheMonth() {
        Pasts pasts = Pasts.of(jdbi, 13, 0);
        pasts.silent("before");
        pasts.silent("at_once");
        pasts.silent("at_last");
        pasts.silent("after");
        pasts.silent("asked_why");
        // Of September: observed at the end of August 27.
        pasts.play("before", "meeting", "2025-08-27T23:59:59Z");
        pasts.play("at_once", "meeting", "2025-08-28T00:00:00Z");
        pasts.play("at_last", "meeting", "2025-09-30T23:59:59Z");
        pasts.play("after", "meeting", "2025-10-30T00:00:00Z");
        pasts.play("asked_why", "churn_interview", "2025-09-10T00:00:00Z");
        Models.train(pasts.tenant());

        assertThat(texts(pasts.tenant(), """
                        select account_id from churn_observation
                        where tenant = :tenant and month = date '2025-09-01' and treated order by account_id
                        """)).containsExactly("at_last", "at_once");
    }

    @Test
    void whoAPlayIsBegunForIsTreated() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .account("helped")
                .account("left_alone")
                .usage("helped", "2026-01-27", 3)
                .usage("left_alone", "2026-01-27", 3);
        night(tenant, "2026-01-27");
        MutableClock.set("2026-02-10T09:00:00Z");
        PlayCalls.open(tenant, "left_alone", "meeting");
        String play = PlayCalls.open(tenant, "helped", "meeting").getString("play.id");
        PlayCalls.post(tenant, play, "start", "").then().statusCode(200);
        night(tenant, "2026-02-28");
        night(tenant, "2026-03-07");
        Models.train(tenant);

        assertThat(texts(tenant, """
                        select account_id || ' ' || outcome || ' ' || treated from churn_observation
                        where tenant = :tenant order by account_id
                        """)).containsExactly("helped stayed true", "left_alone stayed false");
    }

    private static void night(String tenant, String day) {
        MutableClock.set(LocalDate.parse(day).plusDays(1) + "T00:10:00Z");
        Runs.score(tenant, day);
    }

    /** The days on which accounts were observed as red that were still there a month later. */
    private Map<String, List<LocalDate>> saved(Pasts pasts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select s.account_id, s.day from score_snapshot s
                join score_snapshot l on l.tenant = s.tenant and l.account_id = s.account_id and l.live
                    and l.day = cast(date_trunc('month', s.day) + interval '2 months 6 days' as date)
                where s.tenant = :tenant and s.band = 'red' and extract(day from s.day) > 20
                """)
                .bind("tenant", pasts.tenant())
                .reduceRows(new TreeMap<String, List<LocalDate>>(), (found, row) -> {
                    found.computeIfAbsent(row.getColumn("account_id", String.class), none -> new ArrayList<>())
                            .add(row.getColumn("day", LocalDate.class));
                    return found;
                }));
    }

    private List<String> outcomes(Pasts pasts, String account) {
        return texts(
                pasts.tenant(),
                "select outcome from churn_observation where tenant = :tenant and account_id = '" + account + "'");
    }

    /** The first column of each row. */
    private List<String> texts(String tenant, String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }
}
