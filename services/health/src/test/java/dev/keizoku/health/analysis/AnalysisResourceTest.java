package dev.keizoku.health.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.health.WithUpstreams;
import dev.keizoku.health.model.Models;
import dev.keizoku.health.model.Pasts;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class AnalysisResourceTest {

    private static Pasts shared;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    /** Requirement 84: which segments leave. */
    @Test
    void findsTheBandThatLeaves() {
        Pasts pasts = observed();

        JsonPath report = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=band");

        assertThat(report.getInt("all.leavers")).isEqualTo(pasts.left());
        assertThat(report.getString("observed_through")).isEqualTo("2026-01-01");
        assertThat(report.getString("data[0].segment")).isEqualTo("red");
        assertThat(report.getString("data[0].verdict")).isEqualTo("higher");
        assertThat(report.getFloat("data[0].lift")).isGreaterThan(1.5f);
    }

    @Test
    void dividesByAttributesAndByTheContract() {
        Pasts pasts = observed();

        JsonPath industry = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=attribute.industry");
        assertThat(industry.getList("data.segment"))
                .contains("retail", "energy")
                .hasSize(2);
        assertThat(industry.getInt("data[0].accounts")).isEqualTo(150);
        assertThat(get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=plan").getString("data[0].segment"))
                .isEqualTo("pro");
        assertThat(get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=tenure")
                        .getList("data.segment"))
                .contains("03-11", "12-23");
        assertThat(get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=renewal")
                        .getString("data[0].segment"))
                .isEqualTo("none");
        assertThat(get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=attribute.colour")
                        .getString("data[0].segment"))
                .isEqualTo("unknown");
    }

    /** Requirement 84: as each account was on the day it was observed, whatever it is by now. */
    @Test
    void dividesByTheStageOfLifeTheRiskAndTheSeatsOfTheDay() {
        Pasts pasts = Pasts.of(jdbi, 30, 0);
        pasts.silent("risky");
        pasts.risk("risky", LocalDate.of(2025, 8, 1), LocalDate.of(2025, 9, 30), "high", "0.7");
        pasts.play("risky", "meeting", "2025-09-10T10:00:00Z");
        Models.train(pasts.tenant());

        JsonPath stages = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=stage");
        JsonPath risks = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=risk_level");
        JsonPath seats = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=seats");
        JsonPath treated = get(pasts.tenant(), "/v1/analysis/churn-by-segment?by=treated");

        assertThat(stages.getList("data.segment", String.class)).containsExactlyInAnyOrder("adoption", "retention");
        assertThat(observations(stages, "adoption") + observations(stages, "retention"))
                .isEqualTo(stages.getInt("all.observations"));
        assertThat(observations(risks, "high")).isEqualTo(2);
        assertThat(observations(risks, "unknown")).isEqualTo(risks.getInt("all.observations") - 2);
        assertThat(seats.getList("data.segment", String.class))
                .containsExactlyInAnyOrder("0000-0004", "0020-0099", "unknown");
        assertThat(observations(seats, "unknown")).isEqualTo(Pasts.MONTHS);
        assertThat(observations(treated, "treated")).isEqualTo(1);
    }

    private static int observations(JsonPath report, String segment) {
        return report.getInt("data.find { it.segment == '" + segment + "' }.churn.observations");
    }

    @Test
    void findsTheSignThatPrecedesLeaving() {
        Pasts pasts = Pasts.of(jdbi, 200, 1.8);
        for (int account = 0; account < 40; account++) {
            pasts.signal("a%03d".formatted(account), "NO_LOGIN_14D", "2024-06-20", "2026-02-01");
        }
        Models.train(pasts.tenant());

        JsonPath report = get(pasts.tenant(), "/v1/analysis/churn-patterns");

        assertThat(report.getString("data[0].signal")).isEqualTo("NO_LOGIN_14D");
        assertThat(report.getInt("data[0].accounts")).isEqualTo(40);
        assertThat(report.getInt("data[0].with.observations") + report.getInt("data[0].without.observations"))
                .isEqualTo(report.getInt("all.observations"));
        assertThat(report.getInt("data[0].with.leavers") + report.getInt("data[0].without.leavers"))
                .isEqualTo(report.getInt("all.leavers"));
    }

    @Test
    void showsHowLeavingFallsWithAMeasure() {
        Pasts pasts = observed();

        JsonPath report = get(pasts.tenant(), "/v1/analysis/churn-by-measure?measure=login_frequency&bins=5");

        assertThat(report.getList("data")).hasSize(5);
        assertThat(report.getFloat("data[0].churn.churn_rate"))
                .isGreaterThan(report.getFloat("data[4].churn.churn_rate"));
        assertThat(report.getFloat("data[0].to")).isLessThanOrEqualTo(report.getFloat("data[1].from"));
        assertThat(get(pasts.tenant(), "/v1/analysis/churn-by-measure?measure=nps")
                        .getList("data"))
                .isEmpty();
    }

    @Test
    void triesTheScoreItself() {
        Pasts pasts = observed();

        JsonPath report = get(pasts.tenant(), "/v1/analysis/score-back-test?per_month=10");

        assertThat(report.getInt("leavers")).isEqualTo(pasts.left());
        assertThat(report.getFloat("auc")).isBetween(0.6f, 0.95f);
        assertThat(report.getFloat("auc_low")).isLessThan(report.getFloat("auc"));
        assertThat(report.getFloat("lift_lowest_10")).isGreaterThan(1.5f);
        assertThat(report.getFloat("precision")).isPositive();
        assertThat(report.getFloat("detected_share")).isZero();
        assertThat(report.getString("median_lead_days")).isNull();
    }

    /** Requirement 85: a weak sign of a hundred days does not count; the one that was strong for three weeks does. */
    @Test
    void leavingWasSeenComingWhenASignWasOfMediumStrength() {
        Pasts pasts = Pasts.of(jdbi, 60, 1.8);
        int seen = 0;
        for (Map.Entry<String, LocalDate> leaver : pasts.leavers().entrySet()) {
            LocalDate observed = leaver.getValue().minusDays(5);
            boolean strong = seen < pasts.left() / 2;
            seen += strong ? 1 : 0;
            pasts.signal(leaver.getKey(), "USAGE_DROP", observed.minusDays(100).toString(), "2026-03-01");
            pasts.risk(leaver.getKey(), observed.minusDays(100), observed.minusDays(21), "low", "0.2");
            pasts.risk(
                    leaver.getKey(),
                    observed.minusDays(20),
                    observed,
                    strong ? "medium" : "low",
                    strong ? "0.3" : "0.2");
            pasts.ended(leaver.getKey(), leaver.getValue().plusDays(14), "voluntary");
        }
        Models.train(pasts.tenant());

        JsonPath report = get(pasts.tenant(), "/v1/analysis/score-back-test");

        assertThat(report.getInt("leavers")).isEqualTo(pasts.left());
        assertThat(report.getDouble("detected_share")).isCloseTo((double) seen / pasts.left(), within(0.0001));
        assertThat(report.getFloat("median_lead_days")).isEqualTo(20 + 5 + 14);
    }

    /** A team that looks at everybody meets the share of all; one that looks at few meets more of those who leave. */
    @Test
    void theLowestOfAWeekLeaveMoreOftenThanTheRest() {
        Pasts pasts = observed();

        float few =
                get(pasts.tenant(), "/v1/analysis/score-back-test?per_week=10").getFloat("precision_by_week");
        float all = get(pasts.tenant(), "/v1/analysis/score-back-test?per_week=10000")
                .getFloat("precision_by_week");

        assertThat(all).isBetween(0.02f, 0.3f);
        assertThat(few).isGreaterThan(1.2f * all);
    }

    @Test
    void narrowsToMonths() {
        Pasts pasts = observed();

        JsonPath report = get(pasts.tenant(), "/v1/analysis/churn-by-segment?from=2024-07-01&to=2024-08-01");

        assertThat(report.getInt("all.observations")).isEqualTo(300 / Pasts.STARTS + 1);
    }

    @Test
    void answersBeforeAnythingWasObservedAndRefusesWhatItDoesNotKnow() {
        String tenant = TestTenants.fresh();
        JsonPath nothing = get(tenant, "/v1/analysis/churn-by-segment");
        assertThat(nothing.getString("observed_through")).isNull();
        assertThat(nothing.getString("all.churn_rate")).isNull();

        Api.as(tenant, "health:read")
                .get("/v1/analysis/churn-by-segment?by=colour&from=2026-03-01&to=2026-01-01")
                .then()
                .statusCode(400);
    }

    /** One past for all that only read. */
    private Pasts observed() {
        if (shared == null) {
            shared = Pasts.of(jdbi, 300, 1.8);
            Models.train(shared.tenant());
        }
        return shared;
    }

    private static JsonPath get(String tenant, String path) {
        return Api.as(tenant, "health:read")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
