package dev.keizoku.health.expansion.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.health.expansion.Growing;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class OfferResourceTest {

    private static final String UPSELL = "{\"kind\": \"upsell\", \"plan_id\": \"gold\"}";

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void aProposalIsMadeOnceAtATime() {
        String tenant = Growing.tenant();

        Growing.offer(tenant, """
                        {"kind": "upsell", "plan_id": "gold", "quantity": 12.5, "note": "Asked Ms Sato first.",
                         "amount": {"amount": "1200000.4", "currency": "JPY"},
                         "discounts": [{"kind": "upgrade", "percent_off": 0.1}]}
                        """)
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("requested_by", equalTo("provider"))
                .body("amount.amount", equalTo("1200000"))
                .body("owner_team", equalTo("customer_success"))
                .body("proposed_on", equalTo("2026-06-11"))
                .body("unmet", empty());
        Growing.offer(tenant, UPSELL).statusCode(409).body("errors.code", contains("NO_OPEN_OFFER"));
        assertThat(Growing.failed(tenant)).containsExactly("NO_OPEN_OFFER");
    }

    @Test
    void aProposalIsRefusedWithEveryConditionThatFails() {
        String tenant = Growing.tenant();
        Upstreams.of(tenant).usage("a", "2026-04-01", 0);
        Growing.ticket(tenant, "a", "t1");
        Runs.score(tenant, "2026-06-10");

        Growing.offer(tenant, UPSELL)
                .statusCode(409)
                .body("errors.code", hasItems("BAND_GREEN", "RISK_LOW", "NO_OPEN_P1", "ONBOARDING_COMPLETE"))
                .body("errors.detail", hasItem(containsString("An urgent ticket is open since 2026-06-10.")));
        list(tenant, "state", "open").body("data", hasSize(0));
    }

    @Test
    void whatACustomerAsksForIsNeverRefused() {
        String tenant = Growing.tenant();
        Upstreams.of(tenant).usage("a", "2026-04-01", 0);
        Runs.score(tenant, "2026-06-10");
        String wish = "{\"kind\": \"upsell\", \"requested_by\": \"customer\", \"plan_id\": \"gold\"}";

        Growing.offer(tenant, wish).statusCode(201).body("unmet", hasItems("BAND_GREEN", "RISK_LOW"));
        Growing.offer(tenant, wish).statusCode(201);
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/v1/accounts/nobody/offers")
                .then()
                .statusCode(201);
        list(tenant, "requested_by", "customer").body("data", hasSize(3));
    }

    @Test
    void nothingIsProposedForNinetyDaysAfterItWasDeclined() {
        String tenant = Growing.tenant();
        String offer = Growing.offer(tenant, UPSELL).statusCode(201).extract().path("id");

        outcome(tenant, offer, "{\"outcome\": \"declined\"}")
                .statusCode(400)
                .body("errors.pointer", contains("/reason"));
        outcome(tenant, offer, "{\"outcome\": \"declined\", \"reason\": \"No budget.\"}")
                .statusCode(200)
                .body("closed_on", equalTo("2026-06-11"));
        outcome(tenant, offer, "{\"outcome\": \"declined\", \"reason\": \"No budget.\"}")
                .statusCode(200);
        outcome(tenant, offer, "{\"outcome\": \"won\"}").statusCode(409);

        MutableClock.set("2026-09-08T23:00:00Z");
        Growing.offer(tenant, UPSELL).statusCode(409).body("errors.code", contains("NO_DECLINED_OFFER_90D"));
        MutableClock.set("2026-09-09T00:00:00Z");
        Growing.offer(tenant, UPSELL).statusCode(201);
    }

    @Test
    void theRunSeesWhatWasDeclined() {
        String tenant = Growing.tenant();
        String offer = Growing.offer(tenant, UPSELL).statusCode(201).extract().path("id");
        Runs.score(tenant, "2026-06-11");
        opportunities(tenant, "blocked");

        outcome(tenant, offer, "{\"outcome\": \"won\"}").statusCode(200);
        MutableClock.set("2026-06-13T00:00:00Z");
        Runs.score(tenant, "2026-06-12");
        opportunities(tenant, "eligible");
    }

    @Test
    void largeOnesAreForSales() {
        String tenant = Growing.tenant();
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("{\"sales_from\": {\"amount\": \"1000000\", \"currency\": \"JPY\"}}")
                .put("/v1/expansion-settings")
                .then()
                .statusCode(200);

        wish(tenant, "999999", "JPY").body("owner_team", equalTo("customer_success"));
        wish(tenant, "1000000", "JPY").body("owner_team", equalTo("sales"));
        wish(tenant, "1", "USD").body("owner_team", equalTo("sales"));
        list(tenant, "owner_team", "sales").body("data", hasSize(2));
    }

    @Test
    void theSameKeyGivesTheSameOffer() {
        String tenant = Growing.tenant();

        String first = keyed(tenant, UPSELL).statusCode(201).extract().path("id");
        String again = keyed(tenant, UPSELL).statusCode(201).extract().path("id");

        assertThat(again).isEqualTo(first);
        keyed(tenant, UPSELL.replace("gold", "basic")).statusCode(422);
        Api.as(tenant, "health:read").get("/v1/offers/{id}", first).then().statusCode(200);
        Api.unchecked(tenant, "health:read").get("/v1/offers/x").then().statusCode(404);
    }

    @Test
    void eachKindNeedsItsOwnFields() {
        String tenant = TestTenants.fresh();

        Growing.offer(tenant, "{\"kind\": \"upsell\"}").statusCode(400).body("errors.pointer", contains("/plan_id"));
        Growing.offer(tenant, "{\"kind\": \"cross_sell\", \"quantity\": 2}").statusCode(400);
        Growing.offer(tenant, "{\"kind\": \"term_upgrade\"}")
                .statusCode(400)
                .body("errors.pointer", contains("/term_months"));
        Growing.offer(tenant, UPSELL).statusCode(404);
    }

    private static ValidatableResponse wish(String tenant, String amount, String currency) {
        return Growing.offer(tenant, """
                        {"kind": "term_upgrade", "requested_by": "customer", "term_months": 12,
                         "amount": {"amount": "%s", "currency": "%s"}}
                        """.formatted(amount, currency)).statusCode(201);
    }

    private static ValidatableResponse keyed(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k-1")
                .body(body)
                .post("/v1/accounts/a/offers")
                .then();
    }

    private static ValidatableResponse outcome(String tenant, String offer, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/offers/{id}/outcome", offer)
                .then();
    }

    private static ValidatableResponse list(String tenant, String name, String value) {
        return Api.as(tenant, "health:read")
                .queryParam(name, value)
                .get("/v1/offers")
                .then()
                .statusCode(200);
    }

    private static void opportunities(String tenant, String state) {
        Api.as(tenant, "health:read")
                .queryParam("state", state)
                .get("/v1/expansion-opportunities")
                .then()
                .body("data.account_id", contains("a"));
    }
}
