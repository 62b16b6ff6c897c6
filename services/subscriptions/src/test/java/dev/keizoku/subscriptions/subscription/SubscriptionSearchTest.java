package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class SubscriptionSearchTest {

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set("2026-03-02T00:00:00Z");
        shop = Shop.open().withAccounts("acme");
        for (String id : List.of("active", "due", "ended", "late", "paused")) {
            shop.start(id, "acme", "2026-01-01").then().statusCode(201);
        }
        shop.start("pending", "acme", "2026-06-01").then().statusCode(201);
        shop.put("/v1/subscriptions/trial", """
                {"account_id": "acme", "plan_id": "pro", "currency": "USD", "interval": "month", "kind": "trial_start",
                 "effective_at": "2026-02-01T00:00:00Z"}
                """).then().statusCode(201);
        shop.put("/v1/subscriptions/free", """
                {"account_id": "acme", "plan_id": "pro", "effective_at": "2026-02-01T00:00:00Z",
                 "price": {"amount": {"amount": "0", "currency": "USD"}, "interval": "month"}}
                """).then().statusCode(201);
        change("ended", "c", "cancel", "2026-02-10");
        change("late", "f", "payment_failed", "2026-02-15");
        change("paused", "p", "pause", "2026-02-20");
        change("due", "t", "change_terms", "2026-01-05", """
                "term": {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}
                """);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private void change(String subscription, String id, String kind, String day, String... more) {
        shop.change(subscription, id, kind, day, more).then().statusCode(201);
    }

    private List<String> found(String query) {
        return shop.get("/v1/subscriptions?" + query).jsonPath().getList("data.subscription_id");
    }

    @Test
    void statesAreThoseOfTheInstant() {
        for (String state : List.of("ended", "paused", "pending", "trial", "free")) {
            assertThat(found("state=" + state)).as(state).containsExactly(state);
        }
        assertThat(found("state=past_due")).containsExactly("late");
        assertThat(found("state=active")).containsExactly("active", "due");
        assertThat(found("state=active&active_at=2026-01-15T00:00:00Z"))
                .containsExactly("active", "due", "ended", "late", "paused");
        assertThat(found("state=paused&state=trial")).containsExactly("paused", "trial");
        assertThat(found("trial_open_at=2026-02-05T00:00:00Z")).containsExactly("trial");
        assertThat(found("trial_open_at=2026-01-05T00:00:00Z")).isEmpty();
    }

    @Test
    void changesAndRenewalsAreFoundByWhenTheyAre() {
        assertThat(found("changed_from=2026-02-10T00:00:00Z&changed_to=2026-02-15T00:00:00Z"))
                .containsExactly("ended");
        assertThat(found("changed_from=2026-02-15T00:00:00Z")).containsExactly("late", "paused", "pending");
        assertThat(found("due_from=2026-12-01T00:00:00Z&due_to=2027-02-01T00:00:00Z"))
                .containsExactly("due");
        assertThat(found("due_to=2027-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void plansAreThoseOfTheInstant() {
        shop.put("/v1/plans/basic", """
                {"name": "Basic", "product": "suite",
                 "prices": [{"amount": {"amount": "19", "currency": "USD"}, "interval": "month"}]}
                """).then().statusCode(201);
        change("active", "down", "change_terms", "2026-02-25", "\"plan_id\": \"basic\"");
        assertThat(found("plan_id=basic")).containsExactly("active");
        assertThat(found("plan_id=pro&state=active")).containsExactly("due");
        assertThat(found("plan_id=pro&plan_id=basic&state=active")).containsExactly("active", "due");
        assertThat(found("plan_id=basic&active_at=2026-02-01T00:00:00Z")).isEmpty();
    }

    @Test
    void whatWasKnownThenIsFoundAsItWas() {
        MutableClock.set("2026-04-01T00:00:00Z");
        change("active", "back", "cancel", "2026-03-01");
        shop.writer().delete("/v1/subscriptions/paused").then().statusCode(204);
        assertThat(found("state=active")).containsExactly("due");
        assertThat(found("state=active&as_of=2026-03-02T00:00:00Z")).containsExactly("active", "due");
        assertThat(found("active_at=2026-03-01T00:00:00Z&state=paused&as_of=2026-03-02T00:00:00Z"))
                .containsExactly("paused");
        assertThat(found(
                        "changed_from=2026-02-20T00:00:00Z&changed_to=2026-03-05T00:00:00Z&as_of=2026-03-02T00:00:00Z"))
                .containsExactly("paused");
        assertThat(found("as_of=2026-03-01T00:00:00Z")).isEmpty();
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = shop.get("/v1/subscriptions?account_id=acme&as_of=2026-03-02T00:00:00Z&limit=3" + cursor)
                    .jsonPath();
            all.addAll(page.getList("data.subscription_id"));
            cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : null;
        } while (cursor != null);
        assertThat(all).containsExactly("active", "due", "ended", "free", "late", "paused", "pending", "trial");
    }

    @Test
    void whatIsBilledSaysWhenNext() {
        assertThat(shop.get("/v1/subscriptions/active").jsonPath().getString("next_billing_at"))
                .isEqualTo("2026-04-01T00:00:00Z");
        assertThat(shop.get("/v1/subscriptions/trial").jsonPath().getString("next_billing_at"))
                .isNull();
    }

    @Test
    void badFiltersAreNamed() {
        for (String query : List.of(
                "state=x",
                "plan_id=",
                "as_of=x",
                "due_from=2026-02-01T00:00:00Z&due_to=2026-02-01T00:00:00Z",
                "surprise=1")) {
            BadInput.isProblem(
                    Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/subscriptions?" + query),
                    400,
                    "invalid_request");
        }
    }
}
