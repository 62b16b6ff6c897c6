package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class UsageChargesTest {

    private static final String JANUARY =
            "\"period_start\": \"2026-01-01T00:00:00Z\", \"period_end\": \"2026-02-01T00:00:00Z\"";

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set("2026-03-05T00:00:00Z");
        shop = Shop.open().withAccounts("acme");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response charge(String id, String day, String amount) {
        return shop.change(
                "s",
                id,
                "usage_charge",
                day,
                "\"charge\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}, " + JANUARY);
    }

    @Test
    void aChargeChangesNeitherTermsNorStateAndIsInTheFeed() {
        long head = shop.head();
        charge("u1", "2026-02-01", "37.2")
                .then()
                .statusCode(201)
                .body("kind", equalTo("usage_charge"))
                .body("charge.amount", equalTo("37.20"))
                .body("charge.currency", equalTo("USD"))
                .body("period_start", equalTo("2026-01-01T00:00:00Z"))
                .body("period_end", equalTo("2026-02-01T00:00:00Z"))
                .body("after.state", equalTo("active"))
                .body("after.quantity", equalTo(10));
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .containsEntry("type", "subscription_change")
                .containsEntry("kind", "usage_charge")
                .containsEntry("charge", Map.of("amount", "37.20", "currency", "USD"))
                .containsEntry("period_end", "2026-02-01T00:00:00Z")
                .containsEntry("before", rows.getFirst().get("after"));
        shop.get("/v1/subscriptions/s/changes")
                .then()
                .body("data.change_id", contains("#start", "u1"))
                .body("data[0].charge", nullValue())
                .body("data[1].charge.amount", equalTo("37.20"));
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active"));
    }

    @Test
    void aChargeSentAgainIsTheSameAndWithAnotherAmountAnError() {
        charge("u1", "2026-02-01", "37.20").then().statusCode(201);
        charge("u1", "2026-02-01", "37.2").then().statusCode(200);
        BadInput.isProblem(charge("u1", "2026-02-01", "37.21"), 409, "id_reused");
    }

    @Test
    void aChargeIsTakenOutLikeAnyChangeAndStaysKnownBefore() {
        charge("u1", "2026-02-01", "37.20").then().statusCode(201);
        long head = shop.head();
        MutableClock.set("2026-03-10T00:00:00Z");
        shop.writer().delete("/v1/subscriptions/s/changes/u1").then().statusCode(204);
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).containsEntry("deleted", true).containsEntry("kind", "usage_charge");
        shop.get("/v1/subscriptions/s/changes").then().body("data.change_id", contains("#start"));
        shop.get("/v1/subscriptions/s/changes?as_of=2026-03-07T00:00:00Z")
                .then()
                .body("data.change_id", contains("#start", "u1"))
                .body("data[1].charge.amount", equalTo("37.20"));
        charge("u1", "2026-02-01", "30").then().statusCode(201);
    }

    @Test
    void whatWasUsedLastIsChargedAfterTheEnd() {
        shop.change("s", "gone", "cancel", "2026-02-01").then().statusCode(201);
        charge("at", "2026-02-01", "1").then().statusCode(201).body("after.state", equalTo("ended"));
        charge("after", "2026-02-03", "2").then().statusCode(201).body("after.state", equalTo("ended"));
        shop.get("/v1/subscriptions/s").then().body("ended_at", equalTo("2026-02-01T00:00:00Z"));
    }

    @Test
    void thereIsNoChargeBeforeTheSubscriptionBegan() {
        charge("u1", "2025-12-31", "1").then().statusCode(409).body("detail", containsString("not started"));
        Response over = shop.change("s", "u2", "usage_charge", "2026-02-01", """
                "charge": {"amount": "1", "currency": "USD"},
                "period_start": "2025-12-01T00:00:00Z", "period_end": "2026-01-01T00:00:00Z"
                """);
        BadInput.isProblem(over, 409, "illegal_change");
        shop.change("none", "u3", "usage_charge", "2026-02-01", """
                "charge": {"amount": "1", "currency": "USD"}, %s
                """.formatted(JANUARY))
                .then()
                .statusCode(404);
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        shop.change("s", "u1", "usage_charge", "2026-02-01", """
                "charge": {"amount": "-1", "currency": "USD"}, "quantity": 3,
                "period_start": "2026-02-01T00:00:00Z", "period_end": "2026-02-01T00:00:00Z"
                """)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/quantity", "/charge", "/period_end"));
        shop.change("s", "u1", "usage_charge", "2026-02-01")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/charge", "/period_start", "/period_end"))
                .body("errors.code", hasItem("required"));
        shop.change("s", "u1", "pause", "2026-02-01", JANUARY)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/period_start", "/period_end"));
        Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"change_id": "u", "kind": "usage_charge", "effective_at": "2026-02-01T00:00:00Z",
                         "charge": {"amount": "1", "currency": "QQQ"}, %s}
                        """.formatted(JANUARY))
                .post("/v1/subscriptions/s/changes")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/charge/currency"));
    }

    @Test
    void chargesAreImportedWithTheOtherChanges() {
        String file = """
                {"change_id":"u1","subscription_id":"s","kind":"usage_charge","effective_at":"2026-02-01T00:00:00Z","charge":"12.5","currency":"USD","period_start":"2026-01-01","period_end":"2026-02-01"}
                {"change_id":"u2","subscription_id":"s","kind":"usage_charge","effective_at":"2026-02-01T00:00:00Z","charge":"-3","currency":"USD","period_start":"2026-01-01"}
                {"change_id":"q","subscription_id":"s","kind":"change_terms","effective_at":"2026-02-02T00:00:00Z","quantity":11,"period_start":"2026-01-01"}
                """;
        JsonPath job = shop.load("subscription_change", true, "{\"format\": \"ndjson\"}", "application/x-ndjson", file);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .containsExactly("2 charge", "2 period_end", "3 period_start");
        shop.get("/v1/subscriptions/s/changes")
                .then()
                .body("data.change_id", contains("#start", "u1"))
                .body("data[1].charge.amount", equalTo("12.50"))
                .body("data[1].known_at", equalTo("2026-02-01T00:00:00Z"));
    }
}
