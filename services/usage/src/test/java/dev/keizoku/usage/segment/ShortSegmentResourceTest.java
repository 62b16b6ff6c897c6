package dev.keizoku.usage.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class ShortSegmentResourceTest {

    private static final String TRACK = """
            {"type":"track","messageId":"m1","event":"report.opened","userId":"u1","timestamp":"2026-03-01T12:00:00.000Z",
             "properties":{"quantity":3,"plan":"gold"},"context":{"groupId":"acme","library":{"name":"lib"}}}
            """;

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response call(String path, String body) {
        return Api.as(tenant, "usage:write")
                .contentType("application/json")
                .body(body)
                .post("/v1/" + path);
    }

    private Response rejected() {
        return Api.as(tenant, "usage:read").get("/v1/rejected-events");
    }

    @Test
    void everyKindHasAShortPathToo() {
        call("t", TRACK).then().statusCode(200).body("success", equalTo(true));
        call("track", TRACK).then().statusCode(200);
        call("p", "{\"messageId\":\"p\",\"userId\":\"u1\"}").then().statusCode(200);
        call("s", "{\"messageId\":\"s\",\"userId\":\"u1\"}").then().statusCode(200);
        call("i", "{\"userId\":\"u2\",\"traits\":{\"role\":\"admin\"}}").then().statusCode(200);
        call("g", "{\"userId\":\"u2\",\"groupId\":\"beta\"}").then().statusCode(200);
        call("a", "{\"userId\":\"u2\",\"previousId\":\"anon\"}").then().statusCode(200);
        call(
                        "b",
                        "{\"batch\":[" + TRACK
                                + ",{\"type\":\"track\",\"messageId\":\"t2\",\"event\":\"x\",\"userId\":\"u2\"}]}")
                .then()
                .statusCode(200);
        rejected().then().body("data", hasSize(0));
        assertThat(Stored.of(jdbi, tenant))
                .extracting(Stored::name, Stored::account)
                .containsExactlyInAnyOrder(
                        tuple("report.opened", "acme"), tuple("page", ""), tuple("screen", ""), tuple("x", "beta"));
        Api.as(tenant, "usage:read")
                .get("/v1/usage-users/{id}", "u2")
                .then()
                .statusCode(200)
                .body("traits.role", equalTo("admin"));
    }

    @Test
    void aKeyInABodyIsKeptNowhere() {
        for (String path : new String[] {"t", "track"}) {
            call(path, "{\"writeKey\":\"kz_secret\",\"messageId\":\"m\",\"userId\":\"u1\"}");
            call(
                    path,
                    "{\"writeKey\":\"kz_secret\",\"event\":\"x\",\"messageId\":\"m" + path + "\",\"userId\":\"u1\"}");
        }
        for (String path : new String[] {"b", "batch"}) {
            Api.unchecked(tenant, "usage:write")
                    .contentType("application/json")
                    .body("{\"writeKey\":\"kz_secret\",\"batch\":7}")
                    .post("/v1/" + path);
            call(path, "{\"batch\":[{\"type\":\"track\",\"writeKey\":\"kz_secret\"}],\"writeKey\":\"kz_secret\"}");
        }
        rejected().then().body("data", hasSize(6));
        assertThat(rejected().asString()).doesNotContain("kz_secret");
        assertThat(Stored.of(jdbi, tenant).toString()).contains("mt", "mtrack").doesNotContain("kz_secret");
    }
}
