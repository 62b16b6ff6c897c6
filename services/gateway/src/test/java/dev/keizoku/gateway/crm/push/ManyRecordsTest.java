package dev.keizoku.gateway.crm.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is done to all records of a connection takes as long as it takes, and nobody waits for it. A record that somebody else
 * has locked stands for the many.
 */
@QuarkusTest
@WithGateway
class ManyRecordsTest extends WithCrm {

    @Inject
    @DataSource("bulk")
    Jdbi bulk;

    private Handle other;

    @BeforeEach
    void open() {
        other = bulk.open();
    }

    @AfterEach
    void close() {
        other.close();
    }

    private void lock(String account) {
        other.begin();
        other.execute(
                "select account_id from crm_record where tenant = ? and account_id = ? for update",
                tenant.id(),
                account);
    }

    private int kept(String table) {
        return bulk.withHandle(handle -> handle.createQuery("select count(*) from " + table + " where tenant = :tenant")
                .bind("tenant", tenant.id())
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void aConnectionIsRemovedAtOnceAndItsRecordsLater() {
        scores.fill(3);
        String id = hubspot();
        await("all are there", () -> records(id, "pushed").size() == 3);
        lock("a001");
        Door.with(tenant.key()).delete("/v1/crm-connections/" + id).then().statusCode(204);
        Door.with(tenant.key())
                .get("/v1/crm-connections/" + id + "/records")
                .then()
                .statusCode(404);
        assertThat(Door.with(tenant.key()).get("/v1/crm-connections").jsonPath().getList("data"))
                .isEmpty();
        other.rollback();
        await("all of it is gone", () -> kept("crm_connection") == 0);
        assertThat(kept("crm_record") + kept("crm_run")).isZero();
    }

    @Test
    void aConnectionPointsElsewhereAtOnceAndBeginsAgainLater() {
        scores.fill(3);
        String id = hubspot();
        await("all are there", () -> records(id, "pushed").size() == 3);
        lock("a001");
        try (StandIn elsewhere = new StandIn()) {
            Door.with(tenant.key())
                    .contentType(ContentType.JSON)
                    .body("{\"address\": \"%s\", \"credentials\": {\"token\": \"pat-1\"}}".formatted(elsewhere.url()))
                    .patch("/v1/crm-connections/" + id)
                    .then()
                    .statusCode(200);
            assertThat(records(id, "pushed")).isEmpty();
            other.rollback();
            await("all are there, too", () -> elsewhere.records().size() == 3);
            await("that is written down", () -> records(id, "pushed").size() == 3);
        }
        assertThat(crm.sizes()).containsExactly(3);
    }

    @Test
    void aRunBeginsAtOnceAndTriesLaterAgainWhatWasRefused() {
        scores.fill(3);
        crm.refuse("a000", "a001");
        String id = salesforce();
        await("both are refused", () -> records(id, "failed").size() == 2);
        crm.refuse();
        lock("a001");
        String run = post("/" + id + "/runs", "{\"retry_failed\": true}")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("id");
        assertThat(state(id, run)).isEqualTo("running");
        other.rollback();
        await("the run ends", () -> state(id, run).equals("done"));
        assertThat(crm.records()).hasSize(3);
    }
}
