package dev.keizoku.usage.unmatched;

import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class SeenAccountTest {

    @Test
    void everyAccountWithEventsIsListedOnceInTheOrderOfTheirBytes() {
        MutableClock.reset();
        String tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        send(
                tenant,
                login("1", "b", "u", "2026-02-01T15:00:00Z"),
                login("2", "b", "v", "2026-02-20T03:00:00Z"),
                login("3", "株", "u", "2026-02-20T03:00:00Z"),
                login("4", "Z", "u", "2026-02-20T03:00:00Z"),
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"5\",\"type\":\"x\"}");
        Api.as(tenant, "internal")
                .get("/v1/seen-accounts")
                .then()
                .statusCode(200)
                .body("data.account_id", contains("Z", "b", "株"))
                .body("data[1].events", equalTo(2))
                .body("data[1].first_seen_on", equalTo("2026-02-02"))
                .body("data[1].last_seen_on", equalTo("2026-02-20"));
        Api.as(tenant, "internal")
                .get("/v1/seen-accounts?after=Z&limit=1")
                .then()
                .body("data.account_id", contains("b"));
        BadInput.isProblem(Api.unchecked(tenant, "usage:read").get("/v1/seen-accounts"), 403, "forbidden");
        BadInput.isProblem(Api.unchecked(tenant, "internal").get("/v1/seen-accounts?limit=0"), 400, "invalid_request");
    }
}
