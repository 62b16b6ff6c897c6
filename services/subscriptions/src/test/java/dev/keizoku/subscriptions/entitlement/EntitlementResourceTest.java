package dev.keizoku.subscriptions.entitlement;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class EntitlementResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
        shop.put("/v1/plans/pro", """
                        {"name": "Pro", "product": "suite", "tier_rank": 2, "core_features": ["export"],
                         "limits": {"storage": {"value": 10, "unit": "GB", "per_unit": true}},
                         "prices": [{"amount": {"amount": "49", "currency": "USD"}, "interval": "month"}]}
                        """).then().statusCode(200);
        shop.put("/v1/plans/gold", """
                        {"name": "Gold", "product": "suite", "tier_rank": 3, "features": ["export", "api"],
                         "limits": {"storage": {"value": null, "unit": "GB"}},
                         "prices": [{"amount": {"amount": "99", "currency": "USD"}, "interval": "month"}]}
                        """).then().statusCode(201);
        shop.put("/v1/plans/other", """
                        {"name": "Other", "product": "elsewhere", "features": ["faraway"]}
                        """).then().statusCode(201);
        shop.put("/v1/features/api", "{\"name\": \"The API\", \"product\": \"suite\"}")
                .then()
                .statusCode(201);
        shop.withAccounts("acme");
    }

    @AfterEach
    void resetTheClock() {
        MutableClock.reset();
    }

    @Test
    void anAccountSeesWhatItHasAndWhatWouldUnlockTheRest() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.get("/v1/accounts/acme/entitlements")
                .then()
                .statusCode(200)
                .body("subscriptions.subscription_id", contains("s"))
                .body("features.feature_id", contains("export"))
                .body("limits[0].value", equalTo(100))
                .body("limits[0].raised_by.plan_id", equalTo("gold"))
                .body("limits[0].raised_by.value", nullValue())
                .body("locked.feature_id", contains("api"))
                .body("locked[0].name", equalTo("The API"))
                .body("locked[0].unlocked_by.plan_id", equalTo("gold"))
                .body("locked[0].unlocked_by.price.amount.amount", equalTo("99.00"));
    }

    @Test
    void whatIsPausedOverOrNotYetBegunBringsNothing() {
        shop.get("/v1/accounts/acme/entitlements")
                .then()
                .body("features.size()", equalTo(0))
                .body("locked.feature_id", contains("api", "export", "faraway"));
        shop.start("later", "acme", "2026-05-01").then().statusCode(201);
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "p", "pause", "2026-02-01").then().statusCode(201);
        shop.get("/v1/accounts/acme/entitlements").then().body("features.size()", equalTo(0));
        shop.change("s", "r", "resume", "2026-02-02").then().statusCode(201);
        shop.get("/v1/accounts/acme/entitlements").then().body("features.size()", equalTo(1));
        shop.change("s", "c", "cancel", "2026-03-01").then().statusCode(201);
        shop.get("/v1/accounts/acme/entitlements").then().body("features.size()", equalTo(0));
    }

    @Test
    void aTrialBringsWhatItsPlanIncludesUntilItEnds() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.put("/v1/subscriptions/t", """
                        {"account_id": "acme", "plan_id": "gold", "kind": "trial_start", "currency": "USD",
                         "interval": "month", "effective_at": "2026-03-01T00:00:00Z"}
                        """).then().statusCode(201).body("state", equalTo("trial"));
        shop.change("t", "c", "schedule_cancellation", "2026-03-01", "\"cancel_at\": \"2026-03-15T00:00:00Z\"")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/acme/entitlements").then().body("features.feature_id", contains("api", "export"));
        MutableClock.set("2026-03-15T00:00:00Z");
        shop.get("/v1/accounts/acme/entitlements")
                .then()
                .body("features.feature_id", contains("export"))
                .body("locked.feature_id", contains("api"));
    }

    @Test
    void badInputIsRefused() {
        shop.get("/v1/accounts/none/entitlements").then().statusCode(404);
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/accounts/acme/entitlements?x=1"),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:write").get("/v1/accounts/acme/entitlements"),
                403,
                "forbidden");
    }

    @Test
    void anEarlierInstantShowsWhatWasHadThen() {
        MutableClock.set("2026-03-10T00:00:00Z");
        shop.start("s", "acme", "2026-01-15").then().statusCode(201);
        MutableClock.set("2026-03-20T00:00:00Z");
        shop.change("s", "up", "change_terms", "2026-03-20", "\"plan_id\": \"gold\"")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/acme/entitlements")
                .then()
                .body("features.feature_id", contains("api", "export"))
                .body("limits[0].period.from", equalTo("2026-03-15"))
                .body("limits[0].period.to", equalTo("2026-04-15"));
        shop.get("/v1/accounts/acme/entitlements?as_of=2026-03-12T00:00:00Z")
                .then()
                .body("features.feature_id", contains("export"))
                .body("as_of", equalTo("2026-03-12T00:00:00Z"))
                .body("limits[0].period.from", equalTo("2026-02-15"));
    }
}
