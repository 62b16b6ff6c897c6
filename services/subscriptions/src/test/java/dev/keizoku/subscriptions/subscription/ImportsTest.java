package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class ImportsTest {

    private static final String MAPPING = """
            {"format": "csv", "create_missing": true,
             "fields": {"subscription_id": {"column": "id"}, "account_id": {"column": "customer"},
                        "plan_id": {"column": "plan"}, "start": {"column": "from"},
                        "end": {"column": "to", "when_empty": "omit"}, "amount": {"column": "monthly"},
                        "currency": {"constant": "USD"}, "interval": {"constant": "month"}}}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh("Asia/Tokyo", "USD"));
    }

    private static void counts(JsonPath job, int accepted, int unchanged, int rejected) {
        assertThat(job.getString("status")).as(job.prettify()).isEqualTo("done");
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(accepted);
        assertThat(job.getInt("rows_unchanged")).as(job.prettify()).isEqualTo(unchanged);
        assertThat(job.getInt("rows_rejected")).as(job.prettify()).isEqualTo(rejected);
    }

    @Test
    void periodsMakeWhatTheyNeedAndAreTakenOnce() {
        String file = """
                id,customer,plan,from,to,monthly
                p1,a,basic,2024-01-01,2024-03-01,10
                p2,a,pro,2024-03-01,,25.5
                p3,b,basic,2024-02-10,2024-02-01,10
                p4,b,basic,2024-02-10,,-1
                p5,b,basic,nonsense,,1
                """;
        JsonPath job = shop.load("subscription_period", true, MAPPING, "text/csv", file);
        counts(job, 2, 0, 3);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .containsExactly("4 end", "5 amount", "6 start");
        shop.get("/v1/accounts/a").then().body("name", equalTo("a"));
        shop.get("/v1/plans/pro").then().body("prices[0].amount.amount", equalTo("25.50"));
        shop.get("/v1/subscriptions/p1")
                .then()
                .body("state", equalTo("ended"))
                .body("started_at", equalTo("2023-12-31T15:00:00Z"));
        assertThat(shop.feed(0))
                .filteredOn(row -> row.get("type").equals("subscription_change"))
                .extracting(row -> row.get("change_id") + " " + row.get("known_at"))
                .containsExactly(
                        "#start 2023-12-31T15:00:00Z", "#end 2024-02-29T15:00:00Z", "#start 2024-02-29T15:00:00Z");

        long head = shop.head();
        counts(shop.load("subscription_period", true, MAPPING, "text/csv", file), 0, 2, 3);
        assertThat(shop.head()).isEqualTo(head);
        String later = """
                id,customer,plan,from,to,monthly
                p2,a,pro,2024-03-01,2024-09-01,25.5
                p1,a,basic,2024-01-01,2024-04-01,10
                """;
        counts(shop.load("subscription_period", true, MAPPING, "text/csv", later), 1, 0, 1);
        shop.get("/v1/subscriptions/p2").then().body("state", equalTo("ended"));
    }

    @Test
    void accountsComeWithAttributesAndExternalIds() {
        String file = """
                account_id,name,attributes.country,external_ids.crm
                a,Alpha,JP,001
                b,,US,002
                ,Nobody,US,003
                """;
        JsonPath job = shop.load("account", true, "{}", "text/csv", file);
        counts(job, 2, 0, 1);
        shop.get("/v1/accounts/a")
                .then()
                .body("attributes.country", equalTo("JP"))
                .body("external_ids.crm", equalTo("001"));
        counts(shop.load("account", true, "{}", "text/csv", file), 0, 2, 1);
    }

    @Test
    void plansComeWithOnePriceARow() {
        String file = """
                {"plan_id":"pro","name":"Pro","product":"suite","tier_rank":2,"amount":"49","currency":"USD","interval":"month"}
                {"plan_id":"pro","name":"Pro","product":"suite","tier_rank":2,"amount":490,"currency":"USD","interval":"year"}
                {"plan_id":"free","amount":0,"currency":"USD","interval":"month","core_features":"a; b"}
                {"plan_id":"bad","amount":1,"currency":"USD","interval":"aeon"}
                """;
        JsonPath job = shop.load("plan", false, "{\"format\": \"ndjson\"}", "application/x-ndjson", file);
        counts(job, 3, 0, 1);
        shop.get("/v1/plans/pro").then().body("prices.size()", equalTo(2));
        shop.get("/v1/plans/free").then().body("core_features.size()", equalTo(2));
        counts(shop.load("plan", false, "{\"format\": \"ndjson\"}", "application/x-ndjson", file), 0, 3, 1);
    }

    @Test
    void changesTellALife() {
        Shop.open(shop.tenant()).withAccounts("acme");
        String file = """
                {"change_id":"c1","subscription_id":"s","account_id":"acme","kind":"trial_start","effective_at":"2024-01-01T00:00:00Z","plan_id":"pro","quantity":3,"currency":"USD","interval":"month"}
                {"change_id":"c2","subscription_id":"s","account_id":"acme","kind":"start","effective_at":"2024-01-15T00:00:00Z","plan_id":"pro","quantity":5,"currency":"USD","interval":"month"}
                {"change_id":"c4","subscription_id":"s","account_id":"acme","kind":"retract_cancellation","effective_at":"2024-02-03T00:00:00Z"}
                {"change_id":"c3","subscription_id":"s","account_id":"acme","kind":"schedule_cancellation","effective_at":"2024-02-01T00:00:00Z","cancel_at":"2024-03-01T00:00:00Z","reason":"price"}
                {"change_id":"c5","subscription_id":"s","account_id":"acme","kind":"change_terms","effective_at":"2024-04-01T00:00:00Z","quantity":7}
                {"change_id":"c6","subscription_id":"s","account_id":"acme","kind":"resume","effective_at":"2024-05-01T00:00:00Z"}
                {"change_id":"c7","subscription_id":"s","account_id":"who","kind":"pause","effective_at":"2024-05-01T00:00:00Z"}
                {"change_id":"c8","subscription_id":"t","kind":"pause","effective_at":"2024-05-01T00:00:00Z"}
                """;
        JsonPath job = shop.load("subscription_change", true, "{\"format\": \"ndjson\"}", "application/x-ndjson", file);
        counts(job, 5, 0, 3);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("code"))
                .containsExactly("illegal_change", "id_reused", "unknown_reference");
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active")).body("quantity", equalTo(7));
    }

    @Test
    void changesTellOfDiscountsAddOnsAndMoves() {
        Shop.open(shop.tenant()).withAccounts("acme", "beta");
        String file = """
                {"change_id":"c1","subscription_id":"s","account_id":"acme","kind":"start","effective_at":"2024-01-01T00:00:00Z","plan_id":"pro","amount":100,"currency":"USD","interval":"month","minimum":50,"add_on_plan_id":"pro","add_on_item_id":"x","add_on_quantity":2,"add_on_amount":5,"term_starts_at":"2024-01-01","term_ends_at":"2025-01-01","auto_renew":"yes"}
                {"change_id":"c2","subscription_id":"s","kind":"apply_discount","effective_at":"2024-01-15T00:00:00Z","amount_off":10,"currency":"USD","duration":"repeating","months":3,"coupon_id":"W"}
                {"change_id":"c3","subscription_id":"s","kind":"transfer","effective_at":"2024-02-01T00:00:00Z","to_account_id":"beta"}
                {"change_id":"c4","subscription_id":"s","kind":"payment_failed","effective_at":"2024-02-05T00:00:00Z"}
                {"change_id":"c5","subscription_id":"s","kind":"cancel","effective_at":"2024-06-05T00:00:00Z","intent":"involuntary","reason_code":"card_expired"}
                {"change_id":"c6","subscription_id":"s","kind":"apply_discount","effective_at":"2024-01-15T00:00:00Z","percent_off":20,"duration":"repeating"}
                {"change_id":"c7","subscription_id":"s","kind":"pause","effective_at":"2024-01-15T00:00:00Z","intent":"sideways"}
                """;
        JsonPath job = shop.load("subscription_change", true, "{\"format\": \"ndjson\"}", "application/x-ndjson", file);
        counts(job, 5, 0, 2);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .contains("6 percent_off", "6 until", "7 intent");
        JsonPath then =
                shop.get("/v1/subscriptions/s?as_of=2024-02-10T00:00:00Z").jsonPath();
        assertThat(then.getString("state")).isEqualTo("past_due");
        assertThat(then.getString("account_id")).isEqualTo("beta");
        assertThat(then.getString("minimum.amount")).isEqualTo("50.00");
        assertThat(then.getString("add_ons[0].price.amount.amount")).isEqualTo("5.00");
        assertThat(then.getString("discounts[0].until")).isEqualTo("2024-04-15T00:00:00Z");
        assertThat(then.getBoolean("term.auto_renew")).isTrue();
        shop.get("/v1/subscriptions/s/changes").then().body("data[-1].reason_code", equalTo("card_expired"));
        counts(
                shop.load("subscription_change", true, "{\"format\": \"ndjson\"}", "application/x-ndjson", file),
                0,
                5,
                2);
    }

    @Test
    void aPeriodHasItsDiscountAndSaysWhyItEnded() {
        String file = """
                subscription_id,account_id,plan_id,start,end,amount,currency,interval,percent_off,duration,reason_code,intent
                d,a,basic,2024-01-01,2024-03-01,10,USD,month,0.5,forever,too_expensive,voluntary
                """;
        counts(shop.load("subscription_period", true, "{\"create_missing\": true}", "text/csv", file), 1, 0, 0);
        assertThat(shop.feed(0))
                .filteredOn(row -> row.get("type").equals("subscription_change"))
                .extracting(row -> row.get("change_id") + " " + row.get("intent"))
                .containsExactly("#start null", "#discount null", "#end voluntary");
        counts(shop.load("subscription_period", true, "{\"create_missing\": true}", "text/csv", file), 0, 1, 0);
    }

    @Test
    void aLargeFileIsLoadedInSeconds() {
        StringBuilder file = new StringBuilder("id,customer,plan,from,to,monthly\n");
        for (int i = 0; i < 5000; i++) {
            file.append("s%d,a%d,plan%d,2024-01-%02d,%s,%d.25%n"
                    .formatted(i, i / 2, i % 4, 1 + i % 28, i % 3 == 0 ? "2024-09-01" : "", 10 + i % 50));
        }
        long began = System.nanoTime();
        counts(shop.load("subscription_period", true, MAPPING, "text/csv", file.toString()), 5000, 0, 0);
        assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(20_000);
        assertThat(shop.facts("day=2024-12-31")).hasSize(2500);
    }
}
