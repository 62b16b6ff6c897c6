package dev.keizoku.metrics;

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

    private Response target(String mark) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark)
                .body("""
                        {"direction": "at_least", "stages": [
                          {"from": "2026-01-01", "to": "2026-02-01", "value": 0.%d}]}
                        """.formatted(100_000 + Math.floorMod(mark.hashCode(), 900_000)))
                .put("/v1/targets/nrr");
    }

    @Test
    void aTargetIsWhole() {
        assertThat(WholeWrites.check(tenant, this::target)).contains("audit_trail");
    }
}
