package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static dev.keizoku.usage.Batches.used;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class EventResourceTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    @Test
    void countsARetriedEventOnce() {
        String login = login("e1", "acme", "u1", "2026-03-01T10:00:00Z");
        send(tenant, login, used("e2", "acme", "u1", "export", "2026-03-01T10:00:01Z"))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("outcomes", empty());
        send(tenant, login)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("duplicate", equalTo(1))
                .body("outcomes.outcome", contains("duplicate"));
    }
}
