package dev.keizoku.health.expansion.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.health.expansion.Growing;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class TrialResourceTest {

    private static final String GOLD = "{\"plan_id\": \"gold\"}";

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void lastsFourteenDaysAndRunsOnceAtATime() {
        String tenant = Growing.tenant();

        String trial = start(tenant, GOLD)
                .statusCode(201)
                .body("state", equalTo("running"))
                .body("started_on", equalTo("2026-06-11"))
                .body("ends_on", equalTo("2026-06-25"))
                .body("features", contains("sso"))
                .extract()
                .path("id");
        start(tenant, GOLD).statusCode(409);
        start(tenant, "{\"feature_id\": \"scan\"}").statusCode(201);

        MutableClock.set("2026-06-24T23:59:59Z");
        get(tenant, trial).body("state", equalTo("running"));
        MutableClock.set("2026-06-25T00:00:00Z");
        get(tenant, trial).body("state", equalTo("ended"));
        start(tenant, GOLD).statusCode(201);
        Api.as(tenant, "health:read")
                .queryParam("state", "running")
                .get("/v1/trials")
                .then()
                .statusCode(200)
                .body("data.plan_id", contains("gold"));
    }

    @Test
    void tellsWhatIsDoneInIt() {
        String tenant = Growing.tenant();
        String trial = start(tenant, GOLD).statusCode(201).extract().path("id");

        Upstreams.of(tenant)
                .measure(
                        "a",
                        Usages.on("2026-06-11").line().replace("[\"a\", \"b\", \"c\", \"d\"]", "[\"a\", \"sso\"]"));
        Runs.score(tenant, "2026-06-11");
        Runs.score(tenant, "2026-06-11");
        MutableClock.set("2026-06-12T12:00:00Z");
        Upstreams.of(tenant).measure("a", Usages.on("2026-06-12").line());
        Runs.score(tenant, "2026-06-12");

        get(tenant, trial).body("active_days", equalTo(2)).body("features_used", contains("sso"));
    }

    @Test
    void isNotPushedOntoWhoIsUnhappyButGivenToWhoAsks() {
        String tenant = Growing.tenant();
        Growing.ticket(tenant, "a", "t1");
        Runs.score(tenant, "2026-06-10");

        start(tenant, GOLD).statusCode(409).body("errors.code", hasItem("NO_OPEN_P1"));
        start(tenant, "{\"plan_id\": \"gold\", \"requested_by\": \"customer\"}").statusCode(201);
        start(tenant, "{\"plan_id\": \"none\", \"requested_by\": \"customer\"}")
                .statusCode(400)
                .body("errors.pointer", contains("/plan_id"));
        start(tenant, "{}").statusCode(400);
    }

    @Test
    void countsHowManyAreBought() {
        String tenant = Growing.tenant();
        conversion(tenant).body("started", equalTo(0)).body("conversion_rate", nullValue());

        String bought = start(tenant, GOLD).statusCode(201).extract().path("id");
        start(tenant, "{\"feature_id\": \"scan\"}").statusCode(201);
        outcome(tenant, bought, "converted").statusCode(200).body("state", equalTo("converted"));
        outcome(tenant, bought, "converted").statusCode(200);
        outcome(tenant, bought, "ended").statusCode(409);
        conversion(tenant).body("running", equalTo(1)).body("conversion_rate", equalTo(1.0f));

        MutableClock.set("2026-06-25T00:00:00Z");
        conversion(tenant)
                .body("started", equalTo(2))
                .body("converted", equalTo(1))
                .body("ended", equalTo(1))
                .body("conversion_rate", equalTo(0.5f));
    }

    @Test
    void oneThatLapsesMakesACheaperPlanAnAnswer() {
        String tenant = Growing.tenant();
        start(tenant, GOLD).statusCode(201);
        MutableClock.set("2026-06-26T00:00:00Z");

        Runs.score(tenant, "2026-06-25");

        assertThat(Growing.expansion(tenant).getBoolean("kinds.find { it.kind == 'downsell' }.conditions[0].holds"))
                .isTrue();
    }

    private static ValidatableResponse start(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/accounts/a/trials")
                .then();
    }

    private static ValidatableResponse get(String tenant, String trial) {
        return Api.as(tenant, "health:read")
                .get("/v1/trials/{id}", trial)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse outcome(String tenant, String trial, String outcome) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"outcome\": \"%s\"}".formatted(outcome))
                .post("/v1/trials/{id}/outcome", trial)
                .then();
    }

    private static ValidatableResponse conversion(String tenant) {
        return Api.as(tenant, "health:read").get("/v1/trials/conversion").then().statusCode(200);
    }
}
