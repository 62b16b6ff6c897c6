package dev.keizoku.gateway.crm.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many records at once, by a job of Salesforce; here a thousand are many. */
@QuarkusTest
@WithGateway
class JobTest extends WithCrm {

    @Test
    void manyGoByAJobAndWhatIsNewMeanwhileAfterIt() {
        scores.fill(1_200);
        scores.put("a003", "null");
        crm.refuse("a010");
        String id = salesforce();
        await("the job works", () -> crm.jobs().made().stream().anyMatch(job -> job.state.equals("UploadComplete")));
        await("it is waited for", () -> get(id).getString("waits_until") != null);
        scores.put("a005", "99");
        post("/" + id + "/runs", "{}").then().statusCode(202);
        assertThat(get(id).getString("trouble")).isNull();
        timePasses(
                "all are told of",
                () -> crm.records().size() == 1_199
                        && records(id, "failed").size() == 1
                        && crm.batches().size() == 1);

        IngestJobs.Job job = crm.jobs().made().getFirst();
        assertThat(crm.jobs().made()).hasSize(1);
        assertThat(job.wish.toString())
                .isEqualTo(
                        "{\"object\":\"Account\",\"operation\":\"upsert\",\"contentType\":\"CSV\","
                                + "\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\",\"externalIdFieldName\":\"CS_Account_Id__c\"}");
        assertThat(job.rows()).hasSize(1_200);
        assertThat(job.files.getFirst()).doesNotContain("\r").startsWith("CS_Account_Id__c,CS_Health_Score__c,");
        assertThat(crm.records().get("a003").path("CS_Health_Score__c").asText())
                .isEqualTo("#N/A");
        assertThat(crm.records().get("a007").path("CS_Health_Score__c").asText())
                .isEqualTo("7");
        assertThat(records(id, "failed").getFirst())
                .containsEntry("account_id", "a010")
                .containsEntry("code", "FIELD_CUSTOM_VALIDATION_EXCEPTION")
                .containsEntry("detail", "The account is locked.");
        assertThat(records(id, "pushed").getFirst()).containsEntry("crm_id", "001a000");
        assertThat(crm.sizes()).containsExactly(1);
        assertThat(crm.records().get("a005").path("CS_Health_Score__c").asInt()).isEqualTo(99);
        await("the run ends", () -> get(id + "/runs").getString("data[1].state").equals("done"));
        assertThat(get(id + "/runs").getList("data")).hasSize(2);
        assertThat(get(id + "/runs").getString("data[1].job_id")).isEqualTo(job.id);
        assertThat(get(id + "/runs").getInt("data[1].failed")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"POST,2", "batches,1", "PATCH,1", "failedResults,1"})
    void whoTakesOverFromAKilledReplicaUploadsNothingAgain(String act, int made) throws Exception {
        scores.fill(1_200);
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        crm.jobs().interrupt(act, () -> {
            underWay.countDown();
            hold(goOn);
        });
        String id = salesforce();
        timePasses("it is at the point where it is killed", () -> underWay.getCount() == 0);
        // Another replica has the connection, so that this one writes nothing any more; then it is gone in its turn.
        lease("now() + interval '1 hour'", id);
        goOn.countDown();
        lease("'-infinity'", id);
        timePasses("all are told of", () -> pushed(id) == 1_200);
        assertThat(crm.records()).hasSize(1_200);
        assertThat(crm.batches()).isEmpty();
        assertThat(crm.jobs().made()).hasSize(made);
        assertThat(crm.jobs().withRecords()).hasSize(1);
        await("the run ends", () -> get(id + "/runs").getString("data[0].state").equals("done"));
        assertThat(get(id + "/runs").getList("data")).hasSize(1);
    }

    @Test
    void aJobThatFailsSaysWhyAndIsMadeAnewLater() {
        scores.fill(1_000);
        crm.jobs().fail("InvalidBatch : Field name not found : CS_Stage__c");
        String id = salesforce();
        await("it is waited for", () -> get(id).getString("waits_until") != null);
        MutableClock.advance(Duration.ofSeconds(5));
        await("it failed", () -> get(id).getString("trouble.code") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("JOB_FAILED");
        assertThat(get(id).getString("trouble.detail")).isEqualTo("InvalidBatch : Field name not found : CS_Stage__c");
        assertThat(records(id, "pending").getFirst())
                .containsEntry("code", "unprocessed")
                .containsEntry("detail", "InvalidBatch : Field name not found : CS_Stage__c");
        assertThat(crm.jobs().made()).hasSize(1);
        timePasses("all are there", () -> pushed(id) == 1_000);
        assertThat(crm.jobs().made()).hasSize(2);
        assertThat(get(id).getString("trouble")).isNull();
    }

    @Test
    void aJobWaitsAsLongAsTheCrmSays() {
        scores.fill(1_000);
        crm.jobs()
                .next(() -> StandIn.answer(503, "[{\"errorCode\": \"SERVER_UNAVAILABLE\", \"message\": \"Too busy\"}]")
                        .withHeader("Retry-After", "600"));
        String id = salesforce();
        await("it waits", () -> get(id).getString("waits_until") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(get(id).getString("waits_until"))
                .isEqualTo(MutableClock.START.plusSeconds(600).toString());
        assertThat(crm.jobs().made()).isEmpty();
        MutableClock.advance(Duration.ofSeconds(601));
        timePasses("all are there", () -> pushed(id) == 1_000);
        assertThat(crm.jobs().made()).hasSize(1);
    }

    private int pushed(String id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from crm_record where connection_id = :id and outcome = 'pushed'")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }

    /** Five seconds between one look and the next. */
    private static void timePasses(String what, BooleanSupplier holds) {
        await(what, () -> {
            if (holds.getAsBoolean()) {
                return true;
            }
            MutableClock.advance(Duration.ofSeconds(5));
            return false;
        });
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void lease(String until, String id) {
        jdbi.useHandle(handle -> handle.execute(
                "update crm_connection set fence = fence + 1, lease_until = " + until + " where connection_id = ?",
                id));
    }
}
