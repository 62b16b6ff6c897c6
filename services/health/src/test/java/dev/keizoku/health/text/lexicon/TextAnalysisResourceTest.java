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
class TextAnalysisResourceTest {

    @Test
    void saysWhatWasReadAndWhy() {
        JsonPath answer = analyse(TestTenants.fresh(), """
                {"texts": ["解約は考えていません。", "We love it, thanks!", "了解しました。"]}
                """);

        assertThat(answer.getList("readings.language")).containsExactly("ja", "en", "ja");
        assertThat(answer.getList("readings.polarity")).containsExactly("neutral", "positive", "neutral");
        assertThat(answer.getList("readings[0].intents")).isEmpty();
        assertThat(answer.getString("readings[0].evidence[0].text")).isEqualTo("解約");
        assertThat(answer.getString("readings[0].evidence[0].set_aside")).isEqualTo("negated");
        assertThat(answer.getInt("readings[0].evidence[0].end")).isEqualTo(2);
        assertThat(answer.getList("readings[1].intents.intent")).containsExactly("praise");
        assertThat(answer.getList("readings[2].evidence")).isEmpty();
    }

    @Test
    void triesADraftWithoutKeepingIt() {
        String tenant = TestTenants.fresh();
        String draft = """
                {"texts": ["It is meh", "最高です"], "lexicon": {"language": "en", "mode": "replace", "entries": [
                    {"phrase": "meh", "reads_as": "criticism", "weight": 1}]}}
                """;

        JsonPath tried = analyse(tenant, draft);
        JsonPath after = analyse(tenant, "{\"texts\": [\"It is meh\"]}");

        assertThat(tried.getList("readings[0].intents.intent")).containsExactly("criticism");
        assertThat(tried.getList("readings[1].intents.intent")).containsExactly("praise");
        assertThat(after.getList("readings[0].intents")).isEmpty();
    }

    @Test
    void takesTheCallersWordForTheLanguage() {
        JsonPath answer = analyse(TestTenants.fresh(), "{\"texts\": [\"OK\"], \"language\": \"ja\"}");

        assertThat(answer.getString("readings[0].language")).isEqualTo("ja");
    }

    @Test
    void namesWhatIsWrongWithADraft() {
        Response answer = post(TestTenants.fresh(), """
                {"texts": ["a"], "lexicon": {"language": "en", "mode": "extend", "entries": [
                    {"phrase": "a *", "reads_as": "bug", "weight": 1}]}}
                """);

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer")).containsExactly("/lexicon/entries/0/phrase");
    }

    @Test
    void answersEveryBadBodyWithAProblem() {
        String tenant = TestTenants.fresh();

        BadInput.check(
                () -> Api.unchecked(tenant, "health:read"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).post("/v1/text-analysis")
                        : request.body((String) body).post("/v1/text-analysis"));
    }

    private static Response post(String tenant, String body) {
        return Api.as(tenant, "health:read")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/text-analysis");
    }

    private static JsonPath analyse(String tenant, String body) {
        return post(tenant, body).then().statusCode(200).extract().jsonPath();
    }
}
