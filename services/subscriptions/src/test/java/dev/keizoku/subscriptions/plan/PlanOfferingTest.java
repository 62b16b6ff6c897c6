package dev.keizoku.subscriptions.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class PlanOfferingTest {

    private static final String GOLD = """
            {"name": "Gold", "product": "suite", "tier_rank": 3, "legacy": false, "add_on": false,
             "axes": {"users": 10, "volume": {"value": 100.50, "unit": "GB"}, "grade": "professional"},
             "limits": {"storage": {"value": 100.0, "unit": "GB", "per_unit": true}, "api_calls": {"value": null}},
             "features": ["export", "api"], "core_features": ["dashboard"],
             "term_discounts": [{"months": 24, "percent_off": 0.30}, {"months": 12, "free_months": 1}],
             "upgrade_discount": 0.10,
             "prices": [{"amount": {"amount": "1100", "currency": "JPY"}, "interval": "month",
                         "tax": {"inclusive": true, "rate": 0.10}},
                        {"amount": {"amount": "5", "currency": "USD"}, "interval": "month", "metered": true,
                         "minimum": {"amount": "100", "currency": "USD"}}]}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh());
    }

    private Response wrong(String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .put("/v1/plans/bad");
    }

    @Test
    void everythingAPlanOffersIsKept() {
        shop.put("/v1/plans/gold", GOLD).then().statusCode(201);
        long head = shop.head();
        shop.put("/v1/plans/gold", GOLD).then().statusCode(200);
        assertThat(shop.head()).isEqualTo(head);
        shop.get("/v1/plans/gold")
                .then()
                .body("axes.users", equalTo(10))
                .body("axes.volume.value", equalTo(100.5f))
                .body("axes.grade", equalTo("professional"))
                .body("limits.storage.value", equalTo(100))
                .body("limits.storage.per_unit", equalTo(true))
                .body("limits.api_calls.value", nullValue())
                .body("features", contains("export", "api"))
                .body("term_discounts.months", contains(12, 24))
                .body("upgrade_discount", equalTo(0.1f))
                .body("prices[0].amount.amount", equalTo("1000"))
                .body("prices[0].gross.amount", equalTo("1100"))
                .body("prices[0].tax.inclusive", equalTo(true))
                .body("prices[1].minimum.amount", equalTo("100.00"))
                .body("warnings.size()", equalTo(0));
    }

    @Test
    void aSubscriptionPaysThePriceWithoutTax() {
        shop.put("/v1/plans/gold", GOLD).then().statusCode(201);
        shop.withAccounts("acme");
        shop.put("/v1/subscriptions/s", """
                        {"account_id": "acme", "plan_id": "gold", "currency": "JPY", "interval": "month",
                         "effective_at": "2026-01-01T00:00:00Z"}
                        """).then().statusCode(201).body("price.amount.amount", equalTo("1000"));
        shop.put("/v1/subscriptions/t", """
                        {"account_id": "acme", "plan_id": "gold", "effective_at": "2026-01-01T00:00:00Z",
                         "price": {"amount": {"amount": "220", "currency": "JPY"}, "interval": "month",
                                   "tax": {"inclusive": true, "rate": 0.1}}}
                        """).then().statusCode(201).body("price.amount.amount", equalTo("200"));
    }

    @Test
    void theFeedTellsWhatIsOnOffer() {
        long head = shop.head();
        shop.put("/v1/plans/old", "{\"name\": \"Old\", \"product\": \"suite\", \"legacy\": true, \"add_on\": true}")
                .then()
                .statusCode(201)
                .body("public", equalTo(false));
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("public", false).containsEntry("add_on", true));
    }

    @Test
    void theCatalogueWarnsAndRefusesNothing() {
        for (String id : new String[] {"a", "b", "c"}) {
            shop.put("/v1/plans/" + id, Shop.PRO).then().statusCode(201).body("warnings.size()", equalTo(0));
        }
        shop.put("/v1/plans/d", "{\"name\": \"D\", \"product\": \"suite\"}")
                .then()
                .statusCode(201)
                .body("warnings.code", contains("too_many_public_plans", "no_price"));
        shop.get("/v1/plans/a").then().body("warnings.code", contains("too_many_public_plans"));
        shop.get("/v1/plans").then().body("data[3].warnings.code", hasItems("no_price"));
        shop.get("/v1/plans/warnings")
                .then()
                .statusCode(200)
                .body("data.code", contains("too_many_public_plans", "no_price"))
                .body("data[1].plan_id", equalTo("d"));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = wrong("""
                {"name": "x", "product": "y", "axes": {"users": 0, "volume": {"value": -1}, "grade": ""},
                 "limits": {"storage": {"value": -1, "unit": ""}}, "features": [""], "upgrade_discount": 1.5,
                 "term_discounts": [{"free_months": 1}],
                 "prices": [{"amount": {"amount": "1", "currency": "USD"}, "interval": "month",
                             "tax": {"inclusive": true, "rate": 2}, "gross": 1}]}
                """);
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/axes/users",
                                "/axes/volume/value",
                                "/axes/volume/unit",
                                "/axes/grade",
                                "/limits/storage/value",
                                "/limits/storage/unit",
                                "/features/0",
                                "/upgrade_discount",
                                "/term_discounts/0/months",
                                "/prices/0/tax/rate",
                                "/prices/0/gross"));
        Response contradiction = wrong("""
                {"name": "x", "product": "y", "public": true, "legacy": true,
                 "term_discounts": [{"months": 12}, {"months": 24, "free_months": 30}, {"months": 24, "percent_off": 1}],
                 "prices": [{"amount": {"amount": "1", "currency": "USD"}, "interval": "month",
                             "minimum": {"amount": "1", "currency": "USD"}},
                            {"amount": {"amount": "1", "currency": "USD"}, "interval": "year", "metered": true,
                             "minimum": {"amount": "1", "currency": "EUR"}}]}
                """);
        BadInput.isProblem(contradiction, 400, "invalid_request");
        contradiction
                .then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/legacy",
                                "/term_discounts/0",
                                "/term_discounts/1",
                                "/term_discounts/2",
                                "/prices/0/minimum",
                                "/prices/1/minimum/currency"));
    }

    @Test
    void plansComeFromFilesWithWhatTheyOffer() {
        String file = """
                plan_id,features,legacy,add_on,axes.users,axes.volume,limits.storage,limits.seats,tax_rate,tax_inclusive,amount,currency,interval
                gold,a;b,,yes,10,1 TB,100 GB,unlimited,0.1,true,110,USD,month
                bad,,,perhaps,0,1,many,,2,true,110,USD,month
                """;
        JsonPath job = shop.load("plan", false, "{}", "text/csv", file);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(1);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("field"))
                .containsExactlyInAnyOrder("add_on", "axes.users", "axes.volume", "limits.storage", "tax_rate");
        shop.get("/v1/plans/gold")
                .then()
                .body("add_on", equalTo(true))
                .body("axes.volume.unit", equalTo("TB"))
                .body("limits.storage.unit", equalTo("GB"))
                .body("limits.seats.value", nullValue())
                .body("prices[0].amount.amount", equalTo("100.00"))
                .body("prices[0].gross.amount", equalTo("110.00"));
    }
}
