package dev.keizoku.health.text.lexicon;

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
class TextLexiconResourceTest {

    private static final String EXTENSION = """
            {"language": "ja", "mode": "extend", "entries": [
                {"phrase": "会計ナビ", "reads_as": "competitor", "weight": 1, "note": "The one we meet most"},
                {"phrase": "退会", "reads_as": "cancellation", "weight": 0}]}
            """;

    @Test
    void beginsWithOursAsItIs() {
        JsonPath first = get(TestTenants.fresh(), "?language=ja");

        assertThat(first.getInt("version")).isEqualTo(1);
        assertThat(first.getString("mode")).isEqualTo("extend");
        assertThat(first.getList("entries")).isEmpty();
        assertThat(first.getString("created_by")).isNull();
    }

    @Test
    void showsEverythingMessagesAreReadBy() {
        String tenant = TestTenants.fresh();
        int ours = get(tenant, "?language=ja&effective=true").getList("entries").size();
        put(tenant, EXTENSION).then().statusCode(200);

        JsonPath effective = get(tenant, "?language=ja&effective=true");

        assertThat(ours).isGreaterThan(300);
        assertThat(effective.getList("entries")).hasSize(ours + 1);
        assertThat(effective.getList("entries.phrase", String.class)).contains("会計ナビ", "退会");
    }

    @Test
    void makesTheNextVersionOfALanguageAndKeepsTheOthers() {
        String tenant = TestTenants.fresh();

        JsonPath second =
                put(tenant, EXTENSION).then().statusCode(200).extract().jsonPath();
        JsonPath again = put(tenant, EXTENSION).then().statusCode(200).extract().jsonPath();
        JsonPath third = put(tenant, EXTENSION.replace("extend", "replace"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(second.getInt("version")).isEqualTo(2);
        assertThat(second.getString("created_by")).isNotBlank();
        assertThat(again.getInt("version")).isEqualTo(2);
        assertThat(third.getInt("version")).isEqualTo(3);
        assertThat(get(tenant, "?language=ja&version=2").getString("mode")).isEqualTo("extend");
        assertThat(get(tenant, "?language=ja&version=1").getList("entries")).isEmpty();
        assertThat(get(tenant, "?language=en").getInt("version")).isEqualTo(1);
        Api.as(tenant, "health:read")
                .get("/v1/text-lexicon?language=ja&version=4")
                .then()
                .statusCode(404);
    }

    @Test
    void readsByTheLexiconInForceAndOnlyForItsTenant() {
        String tenant = TestTenants.fresh();
        String text = "会計ナビと比べています。退会したいです。";
        put(tenant, EXTENSION).then().statusCode(200);

        assertThat(analyse(tenant, text).getList("readings[0].intents.intent")).containsExactly("competitor");
        assertThat(analyse(TestTenants.fresh(), text).getList("readings[0].intents.intent"))
                .contains("cancellation")
                .doesNotContain("competitor");
    }

    @Test
    void namesEverythingThatIsWrong() {
        Response answer = put(TestTenants.fresh(), """
                {"language": "en", "mode": "extend", "entries": [
                    {"phrase": "fine", "reads_as": "praise", "weight": 1},
                    {"phrase": "fine", "reads_as": "praise", "weight": 0.5},
                    {"phrase": "* from here", "reads_as": "bug", "weight": 1},
                    {"phrase": "a||b", "reads_as": "bug", "weight": 1}]}
                """);

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer"))
                .containsExactly("/entries/1/phrase", "/entries/2/phrase", "/entries/3/phrase");
    }

    @Test
    void refusesWhatHasNotTheForm() {
        Response answer = Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"language": "fr", "mode": "extend", "entries": [
                            {"phrase": "", "reads_as": "mood", "weight": 11}]}
                        """)
                .put("/v1/text-lexicon");

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .contains("/language", "/entries/0/reads_as");
    }

    @Test
    void asksWhichLanguage() {
        Response answer = Api.unchecked(TestTenants.fresh(), "health:read").get("/v1/text-lexicon?versions=1");

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer")).containsExactlyInAnyOrder("?language", "?versions");
    }

    @Test
    void isChangedByAdministratorsOnly() {
        BadInput.isProblem(
                Api.as(TestTenants.fresh(), "health:read", "health:write")
                        .contentType(ContentType.JSON)
                        .body(EXTENSION)
                        .put("/v1/text-lexicon"),
                403,
                "forbidden");
    }

    @Test
    void answersEveryBadBodyWithAProblem() {
        String tenant = TestTenants.fresh();

        BadInput.check(
                () -> Api.unchecked(tenant, "admin"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/text-lexicon")
                        : request.body((String) body).put("/v1/text-lexicon"));
    }

    private static Response put(String tenant, String lexicon) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(lexicon)
                .put("/v1/text-lexicon");
    }

    private static JsonPath get(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/text-lexicon" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath analyse(String tenant, String text) {
        return Api.as(tenant, "health:read")
                .contentType(ContentType.JSON)
                .body("{\"texts\": [\"" + text + "\"]}")
                .post("/v1/text-analysis")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
