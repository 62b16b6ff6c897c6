package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class CorrectionsTest {

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop = Shop.open().withAccounts("acme");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response delete(String subscription) {
        return shop.writer().delete("/v1/subscriptions/" + subscription);
    }

    private Response delete(String subscription, String change) {
        return shop.writer().delete("/v1/subscriptions/{subscription}/changes/{change}", subscription, change);
    }

    @Test
    void aChangeThatIsTakenOutWasNeverThere() {
        shop.change("s", "q", "change_terms", "2026-01-02", "\"quantity\": 20")
                .then()
                .statusCode(201);
        shop.change("s", "p", "pause", "2026-01-04").then().statusCode(201);
        long head = shop.head();
        MutableClock.set("2026-02-01T00:00:00Z");
        delete("s", "q").then().statusCode(204);
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).extracting(row -> row.get("change_id")).containsExactly("q", "p");
        assertThat(rows.getFirst())
                .containsEntry("deleted", true)
                .containsEntry("kind", "change_terms")
                .containsEntry("known_at", "2026-02-01T00:00:00Z")
                .doesNotContainKey("after");
        assertThat(rows.getLast()).containsEntry("restated", true).doesNotContainKey("deleted");
        shop.get("/v1/subscriptions/s/changes").then().body("data.change_id", contains("#start", "p"));
        delete("s", "q").then().statusCode(404);
        delete("none", "q").then().statusCode(404);
    }

    @Test
    void whatWasKnownBeforeIsStillKnown() {
        shop.change("s", "q", "change_terms", "2026-01-02", "\"quantity\": 20")
                .then()
                .statusCode(201);
        MutableClock.set("2026-02-01T00:00:00Z");
        delete("s", "q").then().statusCode(204);
        shop.get("/v1/subscriptions/s").then().body("quantity", equalTo(10));
        shop.get("/v1/subscriptions/s?as_of=2026-01-20T00:00:00Z").then().body("quantity", equalTo(20));
        shop.get("/v1/subscriptions/s?as_of=2026-02-01T00:00:00Z").then().body("quantity", equalTo(10));
        shop.get("/v1/subscriptions/s?as_of=2026-01-04T00:00:00Z").then().statusCode(404);
        shop.get("/v1/subscriptions/s/changes?as_of=2026-01-20T00:00:00Z")
                .then()
                .body("data.change_id", contains("#start", "q"));
        assertThat(facts("day=2026-01-10&known_at=2026-01-20T00:00:00Z")).isEqualTo(20);
        assertThat(facts("day=2026-01-10")).isEqualTo(10);
    }

    private int facts(String query) {
        return shop.facts(query).getFirst().getInt("quantity");
    }

    @Test
    void aChangeThatLaterOnesNeedStays() {
        shop.change("s", "p", "pause", "2026-01-02").then().statusCode(201);
        shop.change("s", "r", "resume", "2026-01-03").then().statusCode(201);
        Response refused = delete("s", "p");
        BadInput.isProblem(refused, 409, "illegal_change");
        refused.then().body("detail", containsString("r would become impossible"));
        delete("s", "r").then().statusCode(204);
        delete("s", "p").then().statusCode(204);
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active"));
    }

    @Test
    void whatComesByItselfGoesWithItsCause() {
        shop.change("s", "c", "schedule_cancellation", "2026-01-02", "\"cancel_at\": \"2026-06-01T00:00:00Z\"")
                .then()
                .statusCode(201);
        BadInput.isProblem(delete("s", "#end:c"), 409, "illegal_change");
        long head = shop.head();
        delete("s", "c").then().statusCode(204);
        assertThat(shop.feed(head))
                .allSatisfy(row -> assertThat(row).containsEntry("deleted", true))
                .extracting(row -> row.get("change_id"))
                .containsExactlyInAnyOrder("c", "#end:c");
    }

    @Test
    void anIdIsFreeAgainAfterItsChangeWasTakenOut() {
        for (int quantity : List.of(3, 4, 5)) {
            shop.change("s", "q", "change_terms", "2026-01-02", "\"quantity\": " + quantity)
                    .then()
                    .statusCode(201);
            delete("s", "q").then().statusCode(204);
        }
        shop.get("/v1/subscriptions/s").then().body("quantity", equalTo(10));
    }

    @Test
    void aSubscriptionThatIsTakenOutCanBeginAnew() {
        shop.change("s", "p", "pause", "2026-01-02").then().statusCode(201);
        long head = shop.head();
        MutableClock.set("2026-02-01T00:00:00Z");
        delete("s").then().statusCode(204);
        assertThat(shop.feed(head))
                .allSatisfy(row -> assertThat(row).containsEntry("deleted", true))
                .extracting(row -> row.get("change_id"))
                .containsExactly("#start", "p");
        shop.get("/v1/subscriptions/s").then().statusCode(404);
        shop.get("/v1/subscriptions").then().body("data", hasSize(0));
        shop.get("/v1/subscriptions?as_of=2026-01-20T00:00:00Z")
                .then()
                .body("data.subscription_id", contains("s"))
                .body("data.state", contains("paused"));
        delete("s").then().statusCode(404);
        MutableClock.set("2026-02-02T00:00:00Z");
        shop.start("s", "acme", "2026-01-03").then().statusCode(201);
        shop.get("/v1/subscriptions/s?as_of=2026-01-20T00:00:00Z").then().body("state", equalTo("paused"));
        shop.get("/v1/subscriptions/s?as_of=2026-02-01T12:00:00Z").then().statusCode(404);
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active"));
        delete("s", "#start").then().statusCode(204);
        shop.get("/v1/subscriptions/s").then().statusCode(404);
        shop.writer().delete("/v1/accounts/acme").then().statusCode(204);
    }
}
