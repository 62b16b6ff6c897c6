package dev.keizoku.metrics.forecast;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class ForecastResourceTest {

    private String tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
    }

    /** One customer of 100 joins every month and nobody leaves. */
    private void steadyGrowth(int months) {
        FeedRows feed = new FeedRows(tenant);
        LocalDate first = LocalDate.parse("2026-02-10").minusMonths(months - 1L);
        for (int month = 0; month < months; month++) {
            feed.start(
                    "a" + month, "s" + month, "basic", first.plusMonths(month).toString(), "100", "USD");
        }
        Ledgers.caughtUp(tenant);
    }

    @Test
    void steadyGrowthGoesOn() {
        steadyGrowth(12);
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/forecast?months=3")
                .then()
                .statusCode(200)
                .body("kind", equalTo("forecast"))
                .body("data_through", equalTo("2026-02-28"))
                .body("history_months", equalTo(12))
                .body("model.gained.amount", equalTo("100.00"))
                .body("points", hasSize(3))
                .body("points[0].from", equalTo("2026-03-01"))
                .body("points[0].expected.amount", equalTo("1300.00"))
                .body("points[2].expected.amount", equalTo("1500.00"))
                .body("points[2].low", notNullValue())
                .body("back_test[0].forecasts", equalTo(8))
                .body("back_test[0].error", equalTo(0f))
                .body("back_test[0].naive_error", notNullValue());
    }

    @Test
    void aYoungCompanyHasNoForecast() {
        steadyGrowth(2);
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/forecast")
                .then()
                .statusCode(200)
                .body("model", nullValue())
                .body("points", hasSize(6))
                .body("points[0].expected", nullValue());
        Api.as(TestTenants.fresh(), "metrics:read")
                .get("/v1/metrics/forecast")
                .then()
                .statusCode(200)
                .body("history_months", equalTo(0));
    }

    @Test
    void itLooksThreeToTwelveMonthsAhead() {
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/forecast?months=2"), 400, "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/forecast?months=13"), 400, "invalid_request");
    }
}
