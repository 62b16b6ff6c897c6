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
import java.util.Map;
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

    // Requirement 116.
    @Test
    void plansSayWhatTheyBringInSum() {
        shop.put("/v1/plans/big", """
                {"name": "Big", "product": "suite", "tier_rank": 3, "core_features": ["sso"], "features": ["audit"],
                 "limits": {"storage": {"value": 100, "unit": "GB"}, "calls": {"value": 5, "per_unit": true},
                     "projects": {"value": null}},
                 "axes": {"users": 50}, "prices": [{"amount": {"amount": "9", "currency": "USD"}, "interval": "month"}]}
                """).then().statusCode(201);
        shop.put("/v1/plans/more", """
                {"name": "More", "product": "suite", "tier_rank": 9, "add_on": true, "features": ["backup"],
                 "limits": {"storage": {"value": 20, "unit": "GB"}, "projects": {"value": 3}},
                 "prices": [{"amount": {"amount": "1", "currency": "USD"}, "interval": "month"}]}
                """).then().statusCode(201);
        shop.put("/v1/subscriptions/s", """
                {"account_id": "acme", "plan_id": "big", "quantity": 4, "currency": "USD", "interval": "month",
                 "effective_at": "2026-01-01T00:00:00Z", "add_ons": [{"item_id": "i", "plan_id": "more"}]}
                """).then().statusCode(201);

        JsonPath facts = acme("day=2026-02-01");

        assertThat(facts.getList("core_features")).isEqualTo(List.of("sso"));
        assertThat(facts.getList("features")).isEqualTo(List.of("audit", "backup", "sso"));
        assertThat(facts.getMap("limits")).isEqualTo(Map.of("storage", 120, "calls", 20, "users", 50));
        assertThat(facts.getInt("tier_rank")).isEqualTo(3);
        JsonPath none = shop.facts("day=2026-02-01").getLast();
        assertThat(none.getMap("limits")).isEmpty();
        assertThat(none.getMap("$")).containsEntry("tier_rank", null).containsEntry("term_months", null);
    }

    @Test
    void theAccountSaysWhoseItIsAsItWasToldThen() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop.put("/v1/accounts/acme", """
                {"name": "Acme", "owner": "hana", "parent_id": "Zeta", "attributes": {"country": "JP", "industry": "retail"}}
                """).then().statusCode(200);
        MutableClock.set("2026-02-05T00:00:00Z");
        shop.put("/v1/accounts/acme", "{\"name\": \"Acme\", \"owner\": \"ken\", \"internal\": true}")
                .then()
                .statusCode(200);

        JsonPath now = acme("day=2026-02-01");
        JsonPath then = acme("day=2026-02-01&known_at=2026-02-02T00:00:00Z");

        assertThat(now.getString("owner")).isEqualTo("ken");
        assertThat(now.getBoolean("internal")).isTrue();
        assertThat(now.getString("parent_id")).isNull();
        assertThat(now.getString("country")).isNull();
        assertThat(then.getString("owner")).isEqualTo("hana");
        assertThat(then.getBoolean("internal")).isFalse();
        assertThat(then.getString("parent_id")).isEqualTo("Zeta");
        assertThat(then.getString("country")).isEqualTo("JP");
    }

    // Requirements 115 and 131.
    @Test
    void theNextRenewalHasItsDeadlineAndWhatIsMeantToBecomeOfIt() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.put("/v1/subscriptions/s/renewals/2027", """
                {"due_at": "2027-01-01T00:00:00+09:00", "auto_renew": true, "notice_by": "2026-12-01T00:00:00+09:00"}
                """).then().statusCode(201);
        shop.put(
                        "/v1/subscriptions/s/renewals/2028",
                        "{\"due_at\": \"2028-01-01T00:00:00+09:00\", \"auto_renew\": true}")
                .then()
                .statusCode(201);
        MutableClock.set("2026-10-01T00:00:00Z");
        shop.put("/v1/subscriptions/s/renewals/2027", """
                {"due_at": "2027-01-01T00:00:00+09:00", "auto_renew": true, "notice_by": "2026-12-01T00:00:00+09:00",
                 "intent": "renew", "intent_by": "j.doe"}
                """).then().statusCode(200);
        MutableClock.set("2027-01-03T00:00:00Z");
        shop.put("/v1/subscriptions/s/renewals/2027", """
                {"due_at": "2027-01-01T00:00:00+09:00", "auto_renew": true, "notice_by": "2026-12-01T00:00:00+09:00",
                 "intent": "renew", "intent_by": "j.doe", "outcome": "renewed", "outcome_at": "2027-01-02T00:00:00Z"}
                """).then().statusCode(200);

        JsonPath said = acme("day=2026-11-01");
        assertThat(said.getString("renewal.renews_on")).isEqualTo("2027-01-01");
        assertThat(said.getString("renewal.notice_deadline")).isEqualTo("2026-11-30");
        assertThat(said.getString("renewal.intent")).isEqualTo("renew");
        assertThat(acme("day=2026-09-01").getString("renewal.intent")).isNull();
        assertThat(acme("day=2026-11-01&known_at=2026-09-01T00:00:00Z").getString("renewal.intent"))
                .isNull();
        assertThat(acme("day=2027-01-01").getString("renewal.renews_on")).isEqualTo("2027-01-01");
        assertThat(acme("day=2027-01-03").getString("renewal.renews_on")).isEqualTo("2028-01-01");
        assertThat(acme("day=2027-01-03&known_at=2027-01-02T00:00:00Z").getString("renewal.renews_on"))
                .isEqualTo("2027-01-01");
    }

    @Test
    void aTermSaysWhenItRenewsWhereNobodyDid() {
        shop.put("/v1/subscriptions/s", """
                {"account_id": "acme", "plan_id": "pro", "currency": "USD", "interval": "year",
                 "effective_at": "2026-01-01T00:00:00+09:00",
                 "term": {"starts_at": "2026-01-01T00:00:00+09:00", "ends_at": "2027-01-01T00:00:00+09:00",
                     "auto_renew": false}}
                """).then().statusCode(201);

        JsonPath facts = acme("day=2026-02-01");

        assertThat(facts.getString("renewal.renews_on")).isEqualTo("2027-01-01");
        assertThat(facts.getBoolean("renewal.auto_renew")).isFalse();
        assertThat(facts.getInt("term_months")).isEqualTo(12);
    }

    // Requirements 53, 93 and 96.
    @Test
    void peopleAreThereWithoutWhatNamesThem() {
        MutableClock.set("2026-03-01T00:00:00Z");
        shop.put("/v1/accounts/acme/contacts/c1", """
                {"name": "Ann", "email": "ann@example.com", "user_id": "u1", "role": "buyer", "department": "IT",
                 "tags": ["champion", "bridge"], "status": "left", "since": "2026-02-10"}
                """).then().statusCode(201);
        shop.put(
                        "/v1/accounts/acme/contacts/c2",
                        "{\"name\": \"Bob\", \"status\": \"moved\", \"since\": \"2026-01-10\"}")
                .then()
                .statusCode(201);

        JsonPath after = acme("day=2026-02-10");
        JsonPath before = acme("day=2026-02-09");

        assertThat(after.getList("contacts.contact_id")).isEqualTo(List.of("c1", "c2"));
        assertThat(after.getList("contacts.status")).isEqualTo(List.of("left", "moved"));
        assertThat(after.getMap("contacts[0]"))
                .containsEntry("user_id", "u1")
                .containsEntry("champion", true)
                .containsEntry("bridge", true)
                .containsEntry("changed_on", "2026-02-10")
                .doesNotContainKeys("name", "email");
        assertThat(before.getString("contacts[0].status")).isEqualTo("active");
        assertThat(before.getString("contacts[0].changed_on")).isNull();
        assertThat(shop.facts("day=2026-02-10").getFirst().getList("contacts")).isEmpty();
    }

    @Test
    void aFailedPaymentIsDatedUntilItIsMadeGood() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "f1", "payment_failed", "2026-02-01").then().statusCode(201);
        shop.change("s", "r1", "payment_recovered", "2026-02-10").then().statusCode(201);

        assertThat(acme("day=2026-01-31").getString("payment_failed_on")).isNull();
        assertThat(acme("day=2026-02-05").getString("payment_failed_on")).isEqualTo("2026-02-01");
        assertThat(acme("day=2026-02-10").getString("payment_failed_on")).isNull();
    }

    @Test
    void anEndSaysWhoseWillItWas() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.start("t", "Zeta", "2026-01-01").then().statusCode(201);
        shop.change("s", "c", "cancel", "2026-02-01", "\"intent\": \"involuntary\"")
                .then()
                .statusCode(201);
        shop.change("t", "c", "cancel", "2026-02-01").then().statusCode(201);

        assertThat(acme("day=2026-01-31").getString("end_intent")).isNull();
        assertThat(acme("day=2026-02-01").getString("end_intent")).isEqualTo("involuntary");
        assertThat(shop.facts("day=2026-02-01").getFirst().getMap("$"))
                .containsEntry("ended_on", "2026-02-01")
                .containsEntry("end_intent", null);
    }

    @Test
    void anEndOverALatePaymentIsNobodysWillUnlessSomebodySaysSo() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "f", "payment_failed", "2026-02-01").then().statusCode(201);
        shop.change("s", "c", "cancel", "2026-02-20").then().statusCode(201);
        shop.start("t", "Zeta", "2026-01-01").then().statusCode(201);
        shop.change("t", "f", "payment_failed", "2026-02-01").then().statusCode(201);
        shop.change("t", "c", "cancel", "2026-02-20", "\"intent\": \"voluntary\"")
                .then()
                .statusCode(201);

        assertThat(acme("day=2026-02-10").getString("end_intent")).isNull();
        assertThat(acme("day=2026-02-20").getString("end_intent")).isEqualTo("involuntary");
        assertThat(shop.facts("day=2026-02-20").getFirst().getString("end_intent"))
                .isEqualTo("voluntary");
    }

    @Test
    void aPlanAndAPriceOfLaterAreNoFactsOfTheDay() {
        MutableClock.set("2026-01-10T00:00:00Z");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.put("/v1/plans/big", Shop.PRO).then().statusCode(201);
        shop.change("s", "c", "change_terms", "2026-03-01", "\"plan_id\": \"big\", \"quantity\": 50")
                .then()
                .statusCode(201);

        JsonPath before = acme("day=2026-02-28&known_at=2026-02-28T15:00:00Z");
        JsonPath after = acme("day=2026-03-01&known_at=2026-03-01T15:00:00Z");

        assertThat(before.getList("plan_ids")).isEqualTo(List.of("pro"));
        assertThat(before.getInt("quantity")).isEqualTo(10);
        assertThat(after.getList("plan_ids")).isEqualTo(List.of("big"));
        assertThat(after.getInt("quantity")).isEqualTo(50);
    }
}
