package dev.keizoku.health.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ScorecardResourceTest {

    private static final String TWO = """
            {"measures": [
                {"measure": "login_frequency", "weight": 3,
                 "anchors": [{"value": 0, "score": 0}, {"value": 20, "score": 100}]},
                {"measure": "nps", "weight": 1.5,
                 "anchors": [{"value": -100, "score": 0}, {"value": 100, "score": 100}]}],
             "caps": [{"rule": "no_login_days", "threshold": 30, "max_score": 39}],
             "bands": {"green": 75, "yellow": 45}}
            """;

    @Test
    void beginsWithTheFourInputsOfTheBrief() {
        JsonPath first = get(TestTenants.fresh(), "");

        assertThat(first.getInt("version")).isEqualTo(1);
        assertThat(first.getList("measures.measure"))
                .containsExactly("login_frequency", "core_feature_use", "support_enquiries", "nps");
        assertThat(first.getList("measures.share_pct", Float.class)).containsExactly(33.33f, 33.33f, 16.67f, 16.67f);
        assertThat(first.getInt("bands.green")).isEqualTo(70);
        assertThat(first.getInt("bands.yellow")).isEqualTo(40);
    }

    @Test
    void makesTheNextVersionAndKeepsTheOthers() {
        String tenant = TestTenants.fresh();

        JsonPath second = put(tenant, TWO).then().statusCode(200).extract().jsonPath();
        JsonPath again = put(tenant, TWO).then().statusCode(200).extract().jsonPath();

        assertThat(second.getInt("version")).isEqualTo(2);
        assertThat(again.getInt("version")).isEqualTo(2);
        assertThat(second.getList("measures.share_pct", Float.class)).containsExactly(66.67f, 33.33f);
        assertThat(get(tenant, "?version=1").getList("measures")).hasSize(4);
        assertThat(get(tenant, "").getInt("version")).isEqualTo(2);
        Api.as(tenant, "health:read")
                .get("/v1/scorecards/default?version=3")
                .then()
                .statusCode(404);
    }

    @Test
    void refusesWeightsThatAreAllZero() {
        Response answer = put(
                TestTenants.fresh(),
                TWO.replace("\"weight\": 3", "\"weight\": 0").replace("1.5", "0"));

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.code")).containsExactly("all_weights_zero");
    }

    @Test
    void namesEverythingThatIsWrong() {
        Response answer = Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body(TWO.replace("\"weight\": 3", "\"weight\": -1")
                        .replace("\"value\": 20, \"score\": 100", "\"value\": 20, \"score\": 101")
                        .replace("\"green\": 75", "\"green\": \"75\""))
                .put("/v1/scorecards/default");

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .contains("/measures/0/weight", "/measures/0/anchors/1/score", "/bands/green");
    }

    @Test
    void refusesAnchorsAndBandsThatDoNotAscend() {
        Response answer = put(
                TestTenants.fresh(),
                TWO.replace("{\"value\": 20,", "{\"value\": 0,").replace("\"yellow\": 45", "\"yellow\": 75"));

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/measures/0/anchors/1/value", "/bands/green");
    }

    @Test
    void isChangedByAdministratorsOnly() {
        BadInput.isProblem(
                Api.as(TestTenants.fresh(), "health:read", "health:write")
                        .contentType(ContentType.JSON)
                        .body(TWO)
                        .put("/v1/scorecards/default"),
                403,
                "forbidden");
    }

    @Test
    void answersEveryBadBodyWithAProblem() {
        String tenant = TestTenants.fresh();

        BadInput.check(
                () -> Api.unchecked(tenant, "admin"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/scorecards/default")
                        : request.body((String) body).put("/v1/scorecards/default"));
    }

    private static Response put(String tenant, String scorecard) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(scorecard)
                .put("/v1/scorecards/default");
    }

    private static JsonPath get(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/scorecards/default" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
