package dev.keizoku.subscriptions.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.subscriptions.SharedData;
import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class StripeImportTest {

    private static final String NDJSON = "{\"format\": \"ndjson\"}";

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh("UTC", "USD"));
    }

    private JsonPath objects(String... lines) {
        return shop.load("stripe_object", true, NDJSON, "application/x-ndjson", String.join("\n", lines));
    }

    private String counts(JsonPath job) {
        assertThat(job.getString("status")).as(job.prettify()).isEqualTo("done");
        assertThat(job.getInt("rows_rejected"))
                .as(() -> shop.rejections(job).toString())
                .isZero();
        return job.getInt("rows_accepted") + " " + job.getInt("rows_unchanged");
    }

    private List<String> kinds(String subscription) {
        return shop
                .get("/v1/subscriptions/" + subscription + "/changes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("data")
                .stream()
                .map(row -> row.get("kind") + " " + row.get("effective_at"))
                .toList();
    }

    @Test
    void stripesOwnExamplesAreTaken() throws IOException {
        JsonNode resources = new ObjectMapper()
                .readTree(SharedData.text("stripe/fixtures3.json"))
                .path("resources");
        String[] lines =
                List.of("customer", "product", "price", "coupon", "subscription", "discount", "invoice").stream()
                        .map(kind -> resources.path(kind).toString())
                        .toArray(String[]::new);
        assertThat(counts(objects(lines))).isEqualTo("6 1");
        shop.get("/v1/plans/prod_QXg1hqf4jFNsqG")
                .then()
                .body("name", equalTo("T-shirt"))
                .body("prices[0].amount.amount", equalTo("20.00"));
        shop.get("/v1/accounts/cus_QXg1o8vcGmoR32").then().statusCode(200);
        shop.get("/v1/coupons/Z4OV52SU").then().body("percent_off", equalTo(0.255f));
        assertThat(kinds("sub_1Pgc6rB7WZ01zgkWNy0Cn5nw"))
                .containsExactly("start 2009-02-13T23:31:30Z", "pause 2009-02-13T23:31:30Z");
        assertThat(counts(objects(lines))).isEqualTo("0 7");
        assertThat(counts(objects(
                        resources.path("event").toString(),
                        resources.path("plan").toString())))
                .isEqualTo("1 1");
    }

    @Test
    void aListIsTakenWhole() {
        String price =
                StripeLife.price("price_1", "prod_1", "1000", "2025-01-01").replace("\n", " ");
        String list = """
                {"object": "list", "has_more": false, "url": "/v1/subscriptions", "data": [
                 {"id": "sub_a", "object": "subscription", "customer": "cus_1", "status": "active", "start_date": 1735689600,
                  "trial_start": 1735689600, "trial_end": 1736899200, "current_period_start": 1754006400,
                  "items": {"object": "list", "data": [{"id": "si_a", "quantity": 3, "price": %s}]}},
                 {"id": "sub_b", "object": "subscription", "customer": "cus_1", "status": "canceled",
                  "start_date": 1735689600, "canceled_at": 1740787200, "ended_at": 1740787200,
                  "items": {"object": "list", "data": [{"id": "si_b", "quantity": 1, "price": %s}]}}]}
                """.formatted(price, price);
        String invoice = """
                {"id": "in_1", "object": "invoice", "customer": "cus_1", "subscription": "sub_a", "status": "paid",
                 "attempt_count": 3, "status_transitions": {"finalized_at": 1746057600, "paid_at": 1746403200}}
                """.replace("\n", " ");
        assertThat(counts(shop.load("stripe_object", true, "{}", "application/json", list)))
                .isEqualTo("1 0");
        assertThat(counts(objects(invoice))).isEqualTo("1 0");
        assertThat(kinds("sub_a"))
                .containsExactly(
                        "trial_start 2025-01-01T00:00:00Z",
                        "start 2025-01-15T00:00:00Z",
                        "payment_failed 2025-05-01T00:00:00Z",
                        "payment_recovered 2025-05-05T00:00:00Z");
        assertThat(kinds("sub_b")).containsExactly("start 2025-01-01T00:00:00Z", "cancel 2025-03-01T00:00:00Z");
        assertThat(counts(shop.load("stripe_object", true, "{\"format\": \"json\"}", "text/plain", list + invoice)))
                .isEqualTo("0 2");
    }

    @Test
    void tablesOfAWarehouseAreTaken() throws IOException {
        for (String table :
                List.of("customer", "product", "plan", "subscription", "subscription_item", "coupon", "discount")) {
            String file = SharedData.text("fivetran/dbt_stripe/" + table + "_data.csv");
            JsonPath job =
                    shop.load("stripe_" + (table.equals("plan") ? "price" : table), true, "{}", "text/csv", file);
            assertThat(job.getString("status")).as(job.prettify()).isEqualTo("done");
            assertThat(job.getInt("rows_rejected"))
                    .as(() -> table + " " + shop.rejections(job))
                    .isZero();
        }
        shop.get("/v1/accounts/cus_ImVzJQmSlYHjZL").then().body("name", equalTo("a0d47e7c5acc1069de81fd0ac370d10f"));
        shop.get("/v1/plans/prod_BUZaPcD5jIhqAG").then().body("prices[0].amount.amount", equalTo("1500.00"));
        shop.get("/v1/coupons/coupon_3").then().body("months", equalTo(6));
        assertThat(kinds("sdgfs4536"))
                .containsExactly(
                        "trial_start 2021-02-18T14:16:37Z",
                        "schedule_cancellation 2021-02-18T14:16:37Z",
                        "end 2021-02-19T14:16:37Z");
    }
}
