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

    private static final String CARDS = """
            {"measures": [{"measure": "nps", "weight": 1,
                 "anchors": [{"value": -100, "score": 0}, {"value": 100, "score": 100}]}],
             "caps": [], "bands": {"green": 70, "yellow": 40}, "band_margin": 5,
             "stages": {"onboarding_days": 60, "core_share": 0.75, "healthy_days": 14, "retention_days": 120},
             "cards": [{"key": "gold", "stages": ["retention"], "segment": {"plans": ["gold"],
                   "attributes": {"industry": ["bank", "insurance"]}},
                 "categories": [{"category": "usage", "weight": 6}, {"category": "voice", "weight": 4}],
                 "measures": [
                   {"measure": "login_frequency", "weight": 1,
                    "anchors": [{"value": 0, "score": 0}, {"value": 20, "score": 100}]},
                   {"measure": "nps", "weight": 3, "normaliser": "bands",
                    "anchors": [{"value": -100, "score": 0}, {"value": 0, "score": 60}]},
                   {"measure": "tone", "weight": 1, "missing": "last_decayed",
                    "anchors": [{"value": -1, "score": 0}, {"value": 1, "score": 100}]}]}]}
            """;

    @Test
    void beginsWithTheFourInputsOfTheBrief() {
        JsonPath first = get(TestTenants.fresh(), "");

        assertThat(first.getInt("version")).isEqualTo(1);
        assertThat(first.getList("measures.measure"))
                .contains("login_frequency", "core_feature_use", "support_enquiries", "nps");
        assertThat(first.getList("measures.kind")).contains("quantitative", "qualitative");
        assertThat(first.getList("cards.key")).containsExactly("onboarding", "expansion", "retention");
        assertThat(first.getList("categories.share_pct", Float.class))
                .containsExactly(5f, 20f, 20f, 20f, 15f, 10f, 10f);
        assertThat(first.getFloat("cards[0].categories.find {it.category == 'onboarding'}.share_pct"))
                .isEqualTo(40f);
        assertThat(first.getFloat("cards[2].categories.find {it.category == 'trend'}.share_pct"))
                .isEqualTo(20f);
        assertThat(first.getList("caps.rule")).contains("cancellation_notice", "urgent_ticket_days");
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
        assertThat(get(tenant, "?version=1").getList("cards")).hasSize(3);
        assertThat(second.getList("cards")).isEmpty();
        assertThat(get(tenant, "").getInt("version")).isEqualTo(2);
        Api.as(tenant, "health:read")
                .get("/v1/scorecards/default?version=3")
                .then()
                .statusCode(404);
    }

    @Test
    void keepsCardsByStageAndSegmentWithTwoLevelsOfWeights() {
        String tenant = TestTenants.fresh();

        JsonPath put = put(tenant, CARDS).then().statusCode(200).extract().jsonPath();

        assertThat(put.getString("cards[0].segment.plans[0]")).isEqualTo("gold");
        assertThat(put.getList("cards[0].measures.share_pct", Float.class)).containsExactly(60f, 30f, 10f);
        assertThat(put.getString("cards[0].measures[1].normaliser")).isEqualTo("bands");
        assertThat(put.getString("cards[0].measures[2].missing")).isEqualTo("last_decayed");
        assertThat(put.getFloat("band_margin")).isEqualTo(5f);
        assertThat(put.getFloat("stages.core_share")).isEqualTo(0.75f);
        assertThat(get(tenant, "").getString("cards[0].stages[0]")).isEqualTo("retention");
        assertThat(put(tenant, CARDS).jsonPath().getInt("version")).isEqualTo(2);
    }

    @Test
    void namesEveryBadFieldOfEveryCard() {
        Response answer = put(
                TestTenants.fresh(),
                CARDS.replace("\"category\": \"voice\"", "\"category\": \"usage\"")
                        .replace("\"normaliser\": \"bands\"", "\"normaliser\": \"own_baseline\"")
                        .replace("\"key\": \"gold\"", "\"key\": \"default\""));

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder(
                        "/cards/0/key",
                        "/cards/0/categories/1/category",
                        "/cards/0/measures/1/measure",
                        "/cards/0/measures/1/normaliser",
                        "/cards/0/measures/2/measure");
    }

    @Test
    void refusesToReplaceAVersionSomebodyElsePut() {
        String tenant = TestTenants.fresh();
        put(tenant, TWO).then().statusCode(200);

        BadInput.isProblem(
                Api.as(tenant, "admin")
                        .contentType(ContentType.JSON)
                        .body(CARDS)
                        .put("/v1/scorecards/default?expected_version=1"),
                409,
                "conflict");
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(CARDS)
                .put("/v1/scorecards/default?expected_version=2")
                .then()
                .statusCode(200);
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
