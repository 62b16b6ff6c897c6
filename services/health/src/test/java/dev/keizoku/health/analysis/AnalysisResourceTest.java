package dev.keizoku.health.analysis;

import static org.assertj.core.api.Assertions.assertThat;

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
