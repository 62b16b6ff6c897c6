package dev.keizoku.gateway.crm.profile;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class ProfileResourceTest {

    private static final String PAGE = """
            {"data": [{"account_id": "acme", "external_ids": {"hubspot": "987"}, "score": 61.3, "band": "yellow",
                "trend": {"delta_30d": -8.2}, "risk": {"level": "medium", "value": 0.42}, "stage": "adoption",
                "top_reasons": [{"text": "Few core features."}], "scored_at": "2026-03-03T15:00:04Z",
                "expansion_state": "blocked", "confidence": "normal", "change_seq": 7, "deleted": false}],
             "next_cursor": "c1", "has_more": true, "sync_token": "s_7"}
            """;

    private static Response put(String key, String crm, String body) {
        return Door.with(key).contentType(ContentType.JSON).body(body).put("/v1/crm-profiles/" + crm);
    }

    @Test
    void tellsWhatToMakeInEachCrm() {
        String key = Door.newTenant().key();
        JsonPath hubspot = Door.with(key).get("/v1/crm-profiles/hubspot").jsonPath();
        assertThat(hubspot.getString("definitions.inputs[0].name")).isEqualTo("cs_account_id");
        assertThat(hubspot.getBoolean("definitions.inputs[0].hasUniqueValue")).isTrue();
        assertThat(hubspot.getList("definitions.inputs.find { it.name == 'cs_health_band' }.options.value"))
                .containsExactly("green", "yellow", "red", "unknown");
        JsonPath salesforce = Door.with(key).get("/v1/crm-profiles/salesforce").jsonPath();
        assertThat(salesforce.getString("definitions.fields[0].FullName")).isEqualTo("Account.CS_Account_Id__c");
        assertThat(salesforce.getBoolean("definitions.fields[0].Metadata.externalId"))
                .isTrue();
        isProblem(Door.proxied(key).get("/v1/crm-profiles/excel"), 404, "not_found");
    }

    @Test
    void aTenantHasItsOwnNamesAndLanguage() {
        Door.Tenant tenant = Door.newTenant();
        put(tenant.key(), "hubspot", "{\"language\": \"ja\", \"fields\": {\"health_score\": \"kz_score\"}}")
                .then()
                .statusCode(200);
        try (StubService health = StubService.start(Upstream.HEALTH).answering(200, PAGE)) {
            JsonPath page = Door.with(tenant.key())
                    .get("/v1/crm-profiles/hubspot/records?sync_token=s_3&limit=1")
                    .jsonPath();
            assertThat(page.getMap("data[0].properties")).hasSize(1).containsEntry("kz_score", 61.3f);
            assertThat(page.getString("next_cursor")).isEqualTo("c1");
            assertThat(health.last().uri()).isEqualTo("/v1/health-scores?limit=1&sync_token=s_3");
            assertThat(health.last().header("Accept-Language")).isEqualTo("ja");
        }
        JsonPath profile =
                Door.with(tenant.key()).get("/v1/crm-profiles/hubspot").jsonPath();
        assertThat(profile.getString("fields.health_score.label")).isEqualTo("ヘルススコア");
        assertThat(Door.with(tenant.key())
                        .get("/v1/audit-log?action=crm_profile.changed")
                        .statusCode())
                .isIn(200, 503);
        assertThat(Door.with(Door.newTenant().key())
                        .get("/v1/crm-profiles/hubspot")
                        .jsonPath()
                        .getMap("fields"))
                .hasSize(9);
    }

    @Test
    void givesAllOfAScoreUnlessToldOtherwise() {
        String key = Door.keyWith(Door.newTenant(), "health:read");
        try (StubService health = StubService.start(Upstream.HEALTH).answering(200, PAGE)) {
            JsonPath page =
                    Door.with(key).get("/v1/crm-profiles/salesforce/records").jsonPath();
            assertThat(page.getString("data[0].properties.CS_Health_Reasons__c"))
                    .isEqualTo("Few core features.");
            assertThat(page.getString("data[0].key")).isEqualTo("acme");
            assertThat(health.requests()).hasSize(1);
        }
        isProblem(put(key, "salesforce", "{\"fields\": {}}"), 403, "forbidden");
    }

    @Test
    void whoeverAsksAgainForTheSameIsToldThatItIs() {
        String key = Door.keyWith(Door.newTenant(), "health:read");
        try (StubService health = StubService.start(Upstream.HEALTH).answering(200, PAGE)) {
            Response first = Door.with(key).get("/v1/crm-profiles/hubspot/records?sync_token=s_7");
            String tag = first.header("ETag");
            assertThat(tag).matches("W/\"[0-9a-f]{24}\"");
            assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
            Response again =
                    Door.with(key).header("If-None-Match", tag).get("/v1/crm-profiles/hubspot/records?sync_token=s_7");
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.asString()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            health.answering(200, PAGE.replace("61.3", "61.4"));
            Response changed =
                    Door.with(key).header("If-None-Match", tag).get("/v1/crm-profiles/hubspot/records?sync_token=s_7");
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(changed.header("ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void namesEveryFieldThatCannotBe() {
        Response refused = Door.proxied(Door.newTenant().key())
                .contentType(ContentType.JSON)
                .body("{\"fields\": {\"moon\": \"x\", \"band\": \"Has Space\", \"trend\": \"a\", \"stage\": \"a\"}}")
                .put("/v1/crm-profiles/hubspot");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer"))
                .containsExactly("/fields/moon", "/fields/band", "/fields/stage");
    }
}
