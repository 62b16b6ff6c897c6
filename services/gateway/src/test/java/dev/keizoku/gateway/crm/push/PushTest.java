package dev.keizoku.gateway.crm.push;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.WithGateway;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent to a CRM, and what becomes of each record. */
@QuarkusTest
@WithGateway
class PushTest extends WithCrm {

    @Test
    void hubspotGetsWhatChangedAndNothingElseInHundreds() {
        scores.fill(250);
        String id = hubspot();
        await("all are there", () -> crm.records().size() == 250);
        assertThat(crm.sizes()).containsExactly(100, 100, 50);
        assertThat(crm.batches().getFirst().url()).isEqualTo("/crm/v3/objects/companies/batch/upsert");
        assertThat(crm.batches()
                        .getFirst()
                        .records()
                        .getFirst()
                        .path("idProperty")
                        .asText())
                .isEqualTo("cs_account_id");
        assertThat(crm.records().get("a007").path("cs_health_score").asText()).isEqualTo("7");

        scores.put("a001", "1");
        scores.put("a002", "55");
        scores.put("a003", "null");
        run(id, "{}");
        assertThat(crm.sizes()).containsExactly(100, 100, 50, 2);
        assertThat(crm.records().get("a003").path("cs_health_score").asText("none"))
                .isEmpty();
        assertThat(crm.records().get("a003").path("cs_health_band").asText()).isEqualTo("unknown");
        run(id, "{}");
        assertThat(crm.batches()).hasSize(4);
    }

    @Test
    void salesforceTellsOfEachRecordAndTheRefusedWaitForAChange() {
        scores.fill(250);
        crm.refuse("a010", "a020");
        String id = salesforce();
        await(
                "all are told of",
                () -> crm.records().size() == 248 && records(id, "failed").size() == 2);
        assertThat(crm.sizes()).containsExactly(200, 50);
        assertThat(crm.batches().getFirst().method()).isEqualTo("PATCH");
        assertThat(crm.batches().getFirst().url())
                .isEqualTo("/services/data/v62.0/composite/sobjects/Account/CS_Account_Id__c");
        assertThat(crm.batches().getFirst().body().path("allOrNone").asBoolean(true))
                .isFalse();
        assertThat(records(id, "failed").getFirst())
                .containsEntry("account_id", "a010")
                .containsEntry("code", "FIELD_CUSTOM_VALIDATION_EXCEPTION")
                .containsEntry("detail", "The account is locked.");
        assertThat(records(id, "pushed").getFirst()).containsEntry("crm_id", "001a000");

        crm.refuse();
        run(id, "{}");
        assertThat(crm.batches()).hasSize(2);
        scores.put("a010", "99");
        run(id, "{}");
        assertThat(crm.sizes()).containsExactly(200, 50, 1);
        JsonPath runs = run(id, "{\"retry_failed\": true}");
        assertThat(crm.records()).hasSize(250);
        assertThat(runs.getInt("data[0].pushed")).isEqualTo(1);
        assertThat(records(id, "failed")).isEmpty();
    }

    @Test
    void hubspotTellsOfEachRecordByItsTraceId() {
        scores.fill(3);
        crm.refuse("a001");
        String id = hubspot();
        await(
                "it is told of",
                () -> records(id, "failed").size() == 1 && records(id, "pushed").size() == 2);
        assertThat(records(id, "failed").getFirst())
                .containsEntry("account_id", "a001")
                .containsEntry("code", "VALIDATION_ERROR");
        assertThat(crm.batches()).hasSize(1);
    }

    @Test
    void aDryRunSendsNothing() {
        scores.fill(250);
        String id = connect("salesforce", crm.url(), false);
        JsonPath dry = post("/" + id + "/runs", "{\"dry_run\": true}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(dry.getInt("due")).isEqualTo(250);
        assertThat(dry.getBoolean("more")).isFalse();
        assertThat(dry.getList("first_request.records")).hasSize(200);
        assertThat(dry.getString("first_request.records[7].CS_Account_Id__c")).isEqualTo("a007");
        assertThat(crm.batches()).isEmpty();
        assertThat(crm.tokens()).isZero();
        assertThat(get(id + "/records").getList("data")).isEmpty();
        isProblem(post("/" + id + "/runs", "{}"), 409, "connection_paused");
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfEachAccount() {
        scores.fill(5);
        crm.refuse("a004");
        String id = salesforce();
        await(
                "all are told of",
                () -> records(id, "pushed").size() == 4 && records(id, "failed").size() == 1);
        scores.put("a001", "77");
        scores.put("a002", "88");
        scores.put("new", "5");
        scores.delete("never");
        JsonPath dry = post("/" + id + "/runs", "{\"dry_run\": true}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(List.of(
                        dry.getInt("due"),
                        dry.getInt("first_time"),
                        dry.getInt("changed"),
                        dry.getInt("unchanged"),
                        dry.getInt("skipped")))
                .containsExactly(3, 1, 2, 3, 1);
        int before = crm.batches().size();
        JsonPath runs = run(id, "{}");
        assertThat(runs.getInt("data[0].pushed")).isEqualTo(3);
        assertThat(crm.sizes().subList(before, crm.sizes().size())).containsExactly(3);
    }

    @Test
    void whoIsNoLongerScoredIsClearedOnceAndNeverMade() {
        scores.fill(2);
        String id = hubspot();
        await("all are there", () -> crm.records().size() == 2);
        scores.delete("a001");
        scores.delete("never");
        run(id, "{}");
        assertThat(crm.records()).containsOnlyKeys("a000", "a001");
        assertThat(crm.records().get("a001").path("cs_health_band").asText()).isEqualTo("unknown");
        assertThat(records(id, "skipped").getFirst()).containsEntry("code", "not_scored");
    }
}
