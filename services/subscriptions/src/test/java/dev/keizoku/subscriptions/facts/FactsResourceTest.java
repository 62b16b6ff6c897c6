package dev.keizoku.subscriptions.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class FactsResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open(TestTenants.fresh("Asia/Tokyo", "JPY")).withAccounts("acme", "Zeta", "none");
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private JsonPath acme(String query) {
        return shop.facts(query).stream()
                .filter(line -> line.getString("account_id").equals("acme"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyAccountIsToldInTheOrderOfItsId() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        assertThat(shop.facts("day=2026-02-01"))
                .extracting(line -> line.getString("account_id"))
                .containsExactly("Zeta", "acme", "none");
        assertThat(shop.facts("day=2026-02-01&from=acme&to=none"))
                .extracting(line -> line.getString("account_id"))
                .containsExactly("acme");
        assertThat(shop.facts("day=2026-02-01&from=z")).isEmpty();
        JsonPath facts = acme("day=2026-02-01");
        assertThat(facts.getString("state")).isEqualTo("active");
        assertThat(facts.getString("customer_since")).isEqualTo("2026-01-01");
        assertThat(facts.getList("plan_ids")).isEqualTo(List.of("pro"));
        assertThat(facts.getList("core_features")).isEqualTo(List.of("export"));
        assertThat(facts.getInt("quantity")).isEqualTo(10);
        JsonPath none = shop.facts("day=2026-02-01").getLast();
        assertThat(none.getString("state")).isEqualTo("none");
        assertThat(none.getMap("$")).containsEntry("customer_since", null).containsEntry("cancel_at", null);
    }

    @Test
    void aDayEndsAtTheTenantsMidnight() {
        shop.put("/v1/subscriptions/s", """
                {"account_id": "acme", "plan_id": "pro", "currency": "USD", "interval": "month",
                 "effective_at": "2026-01-02T00:00:00+09:00"}
                """).then().statusCode(201);
        assertThat(acme("day=2026-01-01").getString("state")).isEqualTo("none");
        assertThat(acme("day=2026-01-02").getString("state")).isEqualTo("active");
    }

    @Test
    void whatWasNotKnownThenIsLeftOut() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        MutableClock.set("2026-03-01T00:00:00Z");
        shop.change("s", "late", "cancel", "2026-01-10").then().statusCode(201);
        assertThat(acme("day=2026-01-20").getString("state")).isEqualTo("ended");
        assertThat(acme("day=2026-01-20&known_at=2026-02-01T00:00:00Z").getString("state"))
                .isEqualTo("active");
        assertThat(acme("day=2026-01-20&known_at=2026-01-04T00:00:00Z").getString("state"))
                .isEqualTo("none");
    }

    @Test
    void historyIsKnownAtItsOwnTime() {
        String row = """
                subscription_id,account_id,plan_id,start,end,amount,currency,interval
                h,acme,old,2024-01-01,2024-06-01,10,JPY,month
                """;
        shop.load("subscription_period", true, "{\"create_missing\": true}", "text/csv", row);
        assertThat(acme("day=2024-03-01&known_at=2024-03-02T00:00:00Z").getString("state"))
                .isEqualTo("active");
        assertThat(acme("day=2024-07-01&known_at=2024-03-02T00:00:00Z").getString("state"))
                .isEqualTo("active");
        assertThat(acme("day=2024-07-01").getString("state")).isEqualTo("ended");
    }

    @Test
    void aScheduledCancellationShowsUntilItEnds() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "c", "schedule_cancellation", "2026-01-10", "\"cancel_at\": \"2026-02-01T00:00:00Z\"")
                .then()
                .statusCode(201);
        assertThat(acme("day=2026-01-20").getString("cancel_at")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(acme("day=2026-02-02").getString("state")).isEqualTo("ended");
        assertThat(acme("day=2026-02-02").getList("plan_ids")).isEmpty();
        assertThat(acme("day=2026-01-20").getString("ended_on")).isNull();
        assertThat(acme("day=2026-02-02").getString("ended_on")).isEqualTo("2026-02-01");
    }

    @Test
    void theDayIsNeeded() {
        for (String query : List.of("from=a", "day=x", "day=2026-02-30", "day=2026-01-01&limit=3")) {
            BadInput.isProblem(
                    Api.unchecked(shop.tenant(), "internal").get("/v1/account-facts?" + query), 400, "invalid_request");
        }
    }

    @Test
    void accountsThatWereMergedSinceAreStillTwo() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.start("z", "Zeta", "2026-01-01").then().statusCode(201);
        MutableClock.set("2026-02-01T00:00:00Z");
        shop.writer()
                .body("{\"into\": \"Zeta\", \"change_id\": \"m\"}")
                .post("/v1/accounts/acme/merge")
                .then()
                .statusCode(201);
        assertThat(shop.facts("day=2026-01-20"))
                .extracting(line -> line.getString("account_id") + " " + line.getInt("quantity"))
                .containsExactly("Zeta 20", "none 0");
        assertThat(shop.facts("day=2026-01-20&known_at=2026-01-25T00:00:00Z"))
                .extracting(line -> line.getString("account_id") + " " + line.getInt("quantity"))
                .containsExactly("Zeta 10", "acme 10", "none 0");
    }
}
