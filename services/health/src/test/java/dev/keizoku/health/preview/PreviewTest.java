package dev.keizoku.health.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class PreviewTest {

    private static final String BY_CORE_FEATURES = """
            {"measures": [{"measure": "core_feature_use", "weight": 1,
                "anchors": [{"value": 0, "score": 0}, {"value": 1, "score": 100}]}],
             "caps": [], "bands": {"green": 70, "yellow": 40}}
            """;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-10T03:00:00Z");
    }

    @Test
    void theScorecardInForceWouldChangeNothing() {
        String tenant = tenant();
        put(tenant, BY_CORE_FEATURES);
        Runs.score(tenant, "2026-06-09");

        JsonPath preview = preview(tenant, BY_CORE_FEATURES)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(preview.getInt("scorecard_version")).isEqualTo(2);
        assertThat(preview.getInt("accounts")).isEqualTo(3);
        assertThat(preview.getFloat("mean_change")).isEqualTo(0f);
        assertThat(preview.getList("bands").size()).isEqualTo(2);
        assertThat(preview.getBoolean("bands.every {it.before == it.after}")).isTrue();
        assertThat(preview.getList("up")).isEmpty();
        assertThat(preview.getList("down")).isEmpty();
    }

    @Test
    void tellsWhoWouldMoveAndWhereTo() {
        String tenant = tenant();
        Runs.score(tenant, "2026-06-09");
        float before = score(tenant, "narrow");

        JsonPath preview = preview(tenant, BY_CORE_FEATURES)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(preview.getInt("compared")).isEqualTo(3);
        assertThat(preview.getString("down[0].account_id")).isEqualTo("narrow");
        assertThat(preview.getFloat("down[0].score_before")).isEqualTo(before);
        assertThat(preview.getFloat("down[0].score_after")).isEqualTo(25f);
        assertThat(preview.getString("down[0].band_after")).isEqualTo("red");
        assertThat(preview.getFloat("unknown_share_after")).isEqualTo(0f);
        assertThat(preview.getString("latest_day")).isEqualTo("2026-06-09");
        assertThat(score(tenant, "narrow")).isEqualTo(before);
    }

    @Test
    void saysHowManyWouldBeUnknown() {
        String tenant = tenant();
        Runs.score(tenant, "2026-06-09");

        JsonPath preview = preview(tenant, BY_CORE_FEATURES.replace("core_feature_use", "csat"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(preview.getFloat("unknown_share_after")).isEqualTo(1f);
        assertThat(preview.getInt("compared")).isZero();
        assertThat(preview.getString("mean_change")).isNull();
    }

    @Test
    void whatItPromisesIsWhatTheNextRunDoes() {
        String tenant = tenant();
        Runs.score(tenant, "2026-06-09");
        JsonPath preview = preview(tenant, BY_CORE_FEATURES)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        put(tenant, BY_CORE_FEATURES);
        Runs.score(tenant, "2026-06-09");

        assertThat(score(tenant, "narrow")).isEqualTo(preview.getFloat("down[0].score_after"));
    }

    @Test
    void seesNoOtherTenantAndRefusesWhatIsNoScorecard() {
        assertThat(preview(TestTenants.fresh(), BY_CORE_FEATURES)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getInt("accounts"))
                .isZero();
        Response answer = preview(TestTenants.fresh(), BY_CORE_FEATURES.replace("\"weight\": 1", "\"weight\": 0"));
        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.code")).containsExactly("all_weights_zero");
    }

    /** Two accounts that use every core feature, and one that uses one of four. */
    private static String tenant() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").usage("a", "2026-06-09", 20, "a", "b", "c", "d");
        Upstreams.of(tenant).account("b").usage("b", "2026-06-09", 20, "a", "b", "c", "d");
        Upstreams.of(tenant).account("narrow").usage("narrow", "2026-06-09", 20, "a");
        return tenant;
    }

    private static Response preview(String tenant, String draft) {
        return Api.as(tenant, "health:read")
                .contentType(ContentType.JSON)
                .body(draft)
                .post("/v1/scorecards/preview");
    }

    private static void put(String tenant, String scorecard) {
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(scorecard)
                .put("/v1/scorecards/default")
                .then()
                .statusCode(200);
    }

    private static float score(String tenant, String account) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/health", account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getFloat("score");
    }
}
