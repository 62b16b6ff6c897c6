package dev.keizoku.gateway.crm.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a CRM, or another replica, may behave. */
@QuarkusTest
@WithGateway
class TroubleTest extends WithCrm {

    @Test
    void aBatchRefusedForOneRecordGoesAgainInHalves() {
        scores.fill(4);
        for (int i = 0; i < 3; i++) {
            crm.next(batch -> batch.records().stream()
                            .anyMatch(each -> each.path("id").asText().equals("a000"))
                    ? StandIn.answer(
                            400, "{\"status\": \"error\", \"message\": \"bad\", \"category\": \"VALIDATION_ERROR\"}")
                    : StandIn.answer(500, "{}"));
        }
        String id = hubspot();
        await(
                "the bad one is known",
                () -> records(id, "failed").size() == 1 && records(id, "pushed").size() == 3);
        assertThat(crm.sizes()).containsExactly(4, 2, 1, 1, 2);
        assertThat(records(id, "failed").getFirst()).containsEntry("account_id", "a000");
    }

    @Test
    void whereTheCrmNamesNothingEachRecordIsToldOfAllTheSame() {
        scores.fill(8);
        crm.nameNothing();
        crm.refuse("a002", "a005");
        String id = hubspot();
        await(
                "each is told of",
                () -> records(id, "failed").size() == 2 && records(id, "pushed").size() == 6);
        assertThat(records(id, "failed").stream().map(each -> each.get("account_id")))
                .containsExactly("a002", "a005");
        assertThat(records(id, "failed").getFirst()).containsEntry("code", "VALIDATION_ERROR");
        assertThat(crm.sizes()).containsExactly(8, 4, 2, 2, 1, 1, 4, 2, 1, 1, 2);
        await("the run ends", () -> get(id + "/runs").getString("data[0].state").equals("done"));
        assertThat(get(id + "/runs").getInt("data[0].deferred")).isZero();
    }

    @Test
    void aFaultMayNameTheIdOfTheRecord() {
        scores.fill(3);
        crm.next(207, """
                {"status": "COMPLETE", "results": [{"id": "1"}, {"id": "2"}], "numErrors": 1, "errors": [
                 {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "Could not get some objects",
                  "context": {"ids": ["a001"]}}]}""");
        String id = hubspot();
        await(
                "each is told of",
                () -> records(id, "failed").size() == 1 && records(id, "pushed").size() == 2);
        assertThat(records(id, "failed").getFirst())
                .containsEntry("account_id", "a001")
                .containsEntry("code", "OBJECT_NOT_FOUND");
        assertThat(crm.sizes()).containsExactly(3);
    }

    @Test
    void aPropertyThatIsMissingThereSpoilsNoRecord() {
        scores.fill(1);
        crm.next(207, """
                {"status": "COMPLETE", "results": [], "numErrors": 1, "errors": [{"status": "error",
                 "category": "VALIDATION_ERROR", "context": {"objectWriteTraceId": ["0"]},
                 "message": "Property values were not valid: [{\\"error\\":\\"PROPERTY_DOESNT_EXIST\\"}]"}]}""");
        String id = hubspot();
        await("it waits", () -> get(id).getString("waits_until") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("PROPERTY_DOESNT_EXIST");
        assertThat(records(id, "failed")).isEmpty();
        MutableClock.advance(Duration.ofMinutes(61));
        await("it is pushed", () -> crm.records().size() == 1);
    }

    @Test
    void waitsAsLongAsTheCrmSays() {
        scores.fill(1);
        crm.next(429, """
                 {"status": "error", "message": "You have reached your ten_secondly_rolling limit.",
                  "errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING"}\
                 """, "Retry-After", "120");
        String id = hubspot();
        await("it waits", () -> get(id).getString("waits_until") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(get(id).getString("waits_until"))
                .isEqualTo(MutableClock.START.plusSeconds(120).toString());
        MutableClock.advance(Duration.ofSeconds(119));
        scores.put("other", "5");
        aTurnPasses();
        assertThat(crm.batches()).hasSize(1);
        MutableClock.advance(Duration.ofSeconds(2));
        await("it is pushed", () -> crm.records().size() == 2);
        await("no trouble is left", () -> get(id).getString("trouble") == null);
    }

    /** Somebody else is pushed to, so that whoever had something to do was looked for. */
    private void aTurnPasses() {
        Door.Tenant waiting = tenant;
        try (StandIn theirs = new StandIn()) {
            tenant = Door.newTenant();
            String other = connect("hubspot", theirs.url(), true);
            await("another is served", () -> !theirs.records().isEmpty());
            Door.with(tenant.key()).delete("/v1/crm-connections/" + other);
        } finally {
            tenant = waiting;
        }
    }

    @Test
    void whatGoesWrongHereIsTriedAgainAfterAWait() {
        AtomicInteger asked = new AtomicInteger();
        scores.fill(1);
        health.playing(exchange -> {
            if (asked.getAndIncrement() == 0) {
                // No such text can be kept.
                StubService.answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"data\": [{\"account_id\": \"not\\u0000kept\", \"external_ids\": {}}], \"has_more\": false}");
            } else {
                scores.answer(exchange);
            }
        });
        String id = hubspot();
        await("it waits", () -> get(id).getString("waits_until") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("internal");
        assertThat(get(id).getString("waits_until"))
                .isEqualTo(MutableClock.START.plusSeconds(5).toString());
        aTurnPasses();
        assertThat(crm.batches()).isEmpty();
        MutableClock.advance(Duration.ofSeconds(6));
        await("it is pushed", () -> crm.records().size() == 1);
        await("no trouble is left", () -> get(id).getString("trouble") == null);
    }

    @Test
    void aSalesforceOfWhichTheDayIsUsedUpIsAskedAnHourLater() {
        scores.fill(1);
        crm.next(403, "[{\"message\": \"TotalRequests Limit exceeded.\", \"errorCode\": \"REQUEST_LIMIT_EXCEEDED\"}]");
        String id = salesforce();
        await("it waits", () -> get(id).getString("waits_until") != null);
        assertThat(get(id).getString("trouble.code")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        MutableClock.advance(Duration.ofMinutes(61));
        await("it is pushed", () -> crm.records().size() == 1);
    }

    @Test
    void aTokenThatIsNoLongerTakenIsRenewed() {
        scores.fill(1);
        String id = salesforce();
        await("it is pushed", () -> records(id, "pushed").size() == 1);
        crm.next(401, "[{\"message\": \"Session expired or invalid\", \"errorCode\": \"INVALID_SESSION_ID\"}]");
        scores.put("a000", "50");
        run(id, "{}");
        assertThat(crm.tokens()).isEqualTo(2);
        assertThat(crm.batches().stream().map(StandIn.Batch::authorization))
                .containsExactly("Bearer 00D1", "Bearer 00D1", "Bearer 00D2");
        assertThat(records(id, "pushed")).hasSize(1);
    }

    @Test
    void goesOnWhereAnotherReplicaLeftItAndNeverBesideIt() throws Exception {
        scores.fill(150);
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        crm.next(batch -> {
            underWay.countDown();
            hold(goOn);
            return StandIn.answer(500, "{}");
        });
        String id = hubspot();
        assertThat(underWay.await(2, TimeUnit.MINUTES)).isTrue();
        // Another replica, as it does when this one is gone; then it is gone in its turn.
        lease("now() + interval '1 hour'", id);
        goOn.countDown();
        await("the first is over", () -> crm.batches().size() == 1);
        assertThat(get(id).getString("trouble")).isNull();
        assertThat(crm.records()).isEmpty();
        lease("'-infinity'", id);
        await("all are there", () -> crm.records().size() == 150);
        assertThat(crm.sizes()).containsExactly(100, 100, 50);
        await("the run ends", () -> get(id + "/runs").getString("data[0].state").equals("done"));
        assertThat(get(id + "/runs").getList("data")).hasSize(1);
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

    @Test
    void restsWhileTheTenantIsSuspendedAndGoesOnWhereItWas() {
        Door.Tenant suspended = tenant;
        scores.fill(150);
        crm.during(() -> Door.suspend(suspended.id()).then().statusCode(200));
        String id = hubspot();
        await("it is given back", () -> isGivenBack(id));
        assertThat(crm.sizes()).containsExactly(100);
        try (StandIn theirs = new StandIn()) {
            tenant = Door.newTenant();
            String other = connect("hubspot", theirs.url(), true);
            await("another is served", () -> theirs.records().size() == 150);
            scores.put("a001", "99");
            MutableClock.advance(Duration.ofDays(90));
            await("and served again", () -> theirs.sizes().equals(List.of(100, 50, 1)));
            Door.with(tenant.key()).delete("/v1/crm-connections/" + other);
        }
        assertThat(crm.sizes()).containsExactly(100);

        tenant = suspended;
        Door.resume(tenant.id()).then().statusCode(200);
        await("the run ends", () -> get(id + "/runs").getString("data[0].state").equals("done"));
        assertThat(crm.sizes()).containsExactly(100, 51);
        assertThat(crm.records()).hasSize(150);
        assertThat(crm.records().get("a001").path("cs_health_score").asText()).isEqualTo("99");
        assertThat(get(id + "/runs").getList("data")).hasSize(1);
    }

    private boolean isGivenBack(String id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select lease_until = '-infinity' and fence > 0 from crm_connection where connection_id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void aCrmThatHangsDelaysNobody() {
        scores.fill(1);
        CountDownLatch hanging = new CountDownLatch(1);
        try (StandIn slow = new StandIn()) {
            slow.next(batch -> {
                hold(hanging);
                return StandIn.answer(500, "{}");
            });
            connect("hubspot", slow.url(), true);
            await("it hangs", () -> slow.batches().size() == 1);
            hubspot();
            await("the other is served", () -> crm.records().size() == 1);
            hanging.countDown();
        }
    }
}
