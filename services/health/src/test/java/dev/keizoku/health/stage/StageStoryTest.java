package dev.keizoku.health.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class StageStoryTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-10T00:00:00Z");
    }

    @Test
    void anAccountIsSeenToMoveFromStageToStage() {
        String tenant = TestTenants.fresh();
        account(tenant, "null");
        Runs.score(tenant, "2026-03-01");
        JsonPath first = get(tenant, "/v1/accounts/a/health");
        String token = get(tenant, "/v1/health-scores").getString("sync_token");
        Runs.score(tenant, "2026-03-02");
        assertThat(get(tenant, "/v1/health-scores?sync_token=" + token).getList("data"))
                .isEmpty();

        account(tenant, "{\"renews_on\": \"2026-05-01\", \"auto_renew\": true}");
        Runs.score(tenant, "2026-03-03");

        assertThat(first.getString("stage")).isEqualTo("adoption");
        assertThat(first.getString("stage_since")).isEqualTo("2025-04-01");
        JsonPath moved = get(tenant, "/v1/health-scores?sync_token=" + token);
        assertThat(moved.getString("data[0].stage")).isEqualTo("retention");
        assertThat(moved.getString("data[0].stage_since")).isEqualTo("2026-03-03");
        assertThat(get(tenant, "/v1/accounts/a/health?as_of=2026-03-02").getString("stage"))
                .isEqualTo("adoption");
        assertThat(get(tenant, "/v1/accounts/a/health/history?from=2026-03-01&to=2026-03-04")
                        .getList("data.stage"))
                .containsExactly("adoption", "adoption", "retention");
    }

    private static void account(String tenant, String renewal) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b"], "renewal": %s
                """.formatted(renewal)).usage("a", "2026-03-01", 20, "a", "b");
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
