package dev.keizoku.usage;

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

    private Response meter(String mark) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark)
                .body("{\"event_names\": [\"api.call\"], \"aggregation\": \"count\"}")
                .put("/v1/meters/{id}", mark);
    }

    private Response batch(String mark) {
        return Batches.send(
                tenant,
                Batches.login(mark + "1", mark, "u", "2026-03-01T05:30:00Z"),
                Batches.login(mark + "2", mark, "v", "2026-03-01T05:30:00Z"));
    }

    @Test
    void aMeterIsWhole() {
        assertThat(WholeWrites.check(tenant, this::meter)).contains("audit_trail");
    }

    @Test
    void aBatchIsWhole() {
        assertThat(WholeWrites.check(tenant, this::batch)).isNotEmpty();
    }
}
