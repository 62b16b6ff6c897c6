package dev.keizoku.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WholeWrites;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whichever of a write's statements fails, it is done as a whole with its entry in the trail, or not at all. */
@QuarkusTest
@WithKeizoku
class CutStatementsTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        tenant = TestTenants.fresh();
    }

    private Response scorecard(String mark) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark)
                .body("""
                        {"measures": [{"measure": "nps", "weight": 1, "anchors": [
                          {"value": -100, "score": 0}, {"value": 100, "score": 100}]}],
                         "caps": [], "bands": {"green": %d, "yellow": 40}, "band_margin": 5}
                        """.formatted(50 + Math.floorMod(mark.hashCode(), 45)))
                .put("/v1/scorecards/default");
    }

    private Response touchpoints(String mark) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark)
                .body("""
                        {"touchpoints": [
                          {"kind": "ticket", "touchpoint_id": "%1$s-1", "account_id": "%1$s",
                           "occurred_at": "2026-03-01T09:00:00Z", "priority": "normal"},
                          {"kind": "competitor_mention", "touchpoint_id": "%1$s-2", "account_id": "%1$s",
                           "occurred_at": "2026-03-01T09:30:00Z", "competitor": "Rival"}]}
                        """.formatted(mark))
                .post("/v1/touchpoints");
    }

    @Test
    void aScorecardIsWhole() {
        assertThat(WholeWrites.check(tenant, this::scorecard)).contains("audit_trail");
    }

    @Test
    void touchpointsAreWhole() {
        assertThat(WholeWrites.check(tenant, this::touchpoints)).isNotEmpty();
    }
}
