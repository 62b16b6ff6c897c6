package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What subscriptions are told is what metrics show, through the feed between them. */
class RevenueStoryTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final Suite suite = Suite.running();

    @Test
    void showsTheLifeOfASubscriptionInMrr() {
        Api admin = company("life");
        begin(admin, "acme", "sub-1", "pro", "2025-01-10");
        change(
                admin,
                "sub-1",
                "apply_discount",
                "2025-02-01",
                Map.of("percent_off", 0.2, "duration", "repeating", "months", 3));
        change(
                admin,
                "sub-1",
                "change_terms",
                "2025-06-01",
                Map.of(
                        "add_ons",
                        List.of(Map.of("item_id", "support", "plan_id", "support", "price", price("100.00", "USD")))));
        change(admin, "sub-1", "payment_failed", "2025-07-05", Map.of());
        change(admin, "sub-1", "payment_recovered", "2025-07-20", Map.of());
        change(admin, "sub-1", "cancel", "2025-09-15", Map.of("intent", "involuntary"));

        Wait.passes(
                SOON,
                () -> assertThat(mrr(admin, "2025-01-01", "2025-10-01"))
                        .containsExactly(
                                "490.00", "392.00", "392.00", "392.00", "490.00", "590.00", "590.00", "590.00",
                                "0.00"));
        assertThat(reasons(admin, "acme"))
                .containsExactly("start", "discount_start", "discount_end", "add_on", "involuntary");
        assertThat(admin.get("/v1/ledger").ok().path("findings")).isEmpty();
    }

    @Test
    void takesACorrectionOutAndStillKnowsWhatWasKnown() {
        Api admin = company("correction");
        begin(admin, "acme", "sub-1", "pro", "2025-01-10");
        change(admin, "sub-1", "cancel", "2025-03-15", Map.of());
        Wait.passes(
                SOON,
                () -> assertThat(mrr(admin, "2025-01-01", "2025-05-01"))
                        .containsExactly("490.00", "490.00", "0.00", "0.00"));
        String before = admin.get("/v1/subscriptions/sub-1/changes")
                .ok()
                .at("/data/1/known_at")
                .asText();

        assertThat(admin.delete("/v1/subscriptions/sub-1/changes/cancel-2025-03-15")
                        .status())
                .isEqualTo(204);

        Wait.passes(
                SOON,
                () -> assertThat(mrr(admin, "2025-01-01", "2025-05-01"))
                        .containsExactly("490.00", "490.00", "490.00", "490.00"));
        assertThat(mrr(admin, "2025-01-01", "2025-05-01&as_of=" + before))
                .as("what was known then")
                .containsExactly("490.00", "490.00", "0.00", "0.00");
    }

    @Test
    void movesNothingWhenAccountsAreMergedOrSubscriptionsTransferred() {
        Api admin = company("merge");
        begin(admin, "acme", "sub-1", "pro", "2025-01-10");
        begin(admin, "acme-old", "sub-2", "pro", "2025-01-20");
        account(admin, "reseller");
        Wait.passes(
                SOON, () -> assertThat(mrr(admin, "2025-01-01", "2025-02-01")).containsExactly("980.00"));

        created(admin, "/v1/accounts/acme-old/merge", Map.of("into", "acme", "change_id", "m1"));
        created(
                admin,
                "/v1/accounts/acme/transfers",
                Map.of(
                        "change_id", "t1",
                        "effective_at", "2025-04-01T00:00:00Z",
                        "to", "reseller",
                        "subscription_ids", List.of("sub-1", "sub-2")));

        Wait.passes(SOON, () -> {
            JsonNode april = movements(admin, "2025-04-01", "2025-05-01");
            assertThat(amount(april, "opening")).isEqualTo("980.00");
            assertThat(amount(april, "closing")).isEqualTo("980.00");
            assertThat(amount(april, "contraction")).isEqualTo("980.00");
            assertThat(amount(april, "expansion")).isEqualTo("980.00");
            assertThat(amount(april, "churn")).isEqualTo("0.00");
            assertThat(amount(april, "new")).isEqualTo("0.00");
            return april;
        });
        assertThat(points(admin, "/v1/metrics/logo_churn_rate?from=2025-04-01&to=2025-05-01")
                        .getFirst()
                        .path("value")
                        .decimalValue())
                .isEqualByComparingTo("0");
        assertThat(points(admin, "/v1/metrics/nrr?from=2025-04-01&to=2025-05-01")
                        .getFirst()
                        .path("value")
                        .decimalValue())
                .isEqualByComparingTo("1");
        JsonNode january = movements(admin, "2025-01-01", "2025-02-01");
        assertThat(amount(january, "new")).isEqualTo("490.00");
        assertThat(amount(january, "expansion"))
                .as("one customer since the merge")
                .isEqualTo("490.00");
    }

    @Test
    void valuesYenInDollarsAtTheRateOfTheDay() {
        Api admin = company("yen");
        rates(admin, "2025-01-01", "0.0070");
        rates(admin, "2025-04-30", "0.0065");
        account(admin, "sakura");
        put(
                admin,
                "/v1/subscriptions/sub-jp",
                Map.of(
                        "account_id", "sakura",
                        "plan_id", "pro",
                        "price", price("10000", "JPY"),
                        "effective_at", "2025-03-05T00:00:00Z"));
        change(admin, "sub-jp", "change_terms", "2025-05-10", Map.of("price", price("12000", "JPY")));

        Wait.passes(
                SOON,
                () -> assertThat(mrr(admin, "2025-03-01", "2025-06-01")).containsExactly("70.00", "65.00", "78.00"));
        JsonNode april = movements(admin, "2025-04-01", "2025-05-01");
        assertThat(amount(april, "fx")).isEqualTo("-5.00");
        JsonNode may = movements(admin, "2025-05-01", "2025-06-01");
        assertThat(amount(may, "expansion")).isEqualTo("13.00");
        assertThat(amount(may, "fx")).isEqualTo("0.00");
    }

    @Test
    void leavesInternalAccountsOutAndFollowsThePoliciesOfTheTenant() {
        Api admin = company("policy");
        begin(admin, "acme", "sub-1", "pro", "2025-01-10");
        begin(admin, "ourselves", "sub-2", "pro", "2025-01-10");
        put(admin, "/v1/accounts/ourselves", Map.of("name", "ourselves", "internal", true));
        change(admin, "sub-1", "pause", "2025-02-10", Map.of());
        Wait.passes(
                SOON, () -> assertThat(mrr(admin, "2025-01-01", "2025-03-01")).containsExactly("490.00", "0.00"));

        assertThat(admin.send(
                                "PATCH",
                                "/v1/tenant",
                                "application/json",
                                "{\"policies\": {\"paused_counts_in_mrr\": true}}")
                        .status())
                .isEqualTo(200);

        Wait.passes(
                SOON, () -> assertThat(mrr(admin, "2025-01-01", "2025-03-01")).containsExactly("490.00", "490.00"));
        assertThat(admin.get("/v1/metrics/settings")
                        .ok()
                        .at("/policies/paused_counts_in_mrr")
                        .asBoolean())
                .isTrue();
    }

    private Api company(String name) {
        Tenant tenant = suite.tenant(name, "UTC", "USD");
        Api admin = tenant.admin();
        put(
                admin,
                "/v1/plans/pro",
                Map.of("name", "Pro", "product", "suite", "prices", List.of(price("49.00", "USD"))));
        put(admin, "/v1/plans/support", Map.of("name", "Support", "product", "suite"));
        return admin;
    }

    private static void account(Api admin, String account) {
        put(admin, "/v1/accounts/" + account, Map.of("name", account));
    }

    private static void begin(Api admin, String account, String subscription, String plan, String day) {
        account(admin, account);
        put(
                admin,
                "/v1/subscriptions/" + subscription,
                Map.of(
                        "account_id",
                        account,
                        "plan_id",
                        plan,
                        "quantity",
                        10,
                        "currency",
                        "USD",
                        "interval",
                        "month",
                        "effective_at",
                        day + "T00:00:00Z"));
    }

    private static void change(Api admin, String subscription, String kind, String day, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("change_id", kind + "-" + day);
        body.put("kind", kind);
        body.put("effective_at", day + "T00:00:00Z");
        created(admin, "/v1/subscriptions/" + subscription + "/changes", body);
    }

    private static void rates(Api admin, String day, String yenInDollars) {
        put(admin, "/v1/fx-rates/" + day, Map.of("base", "JPY", "rates", Map.of("USD", yenInDollars)));
    }

    private static Map<String, Object> price(String amount, String currency) {
        return Map.of("amount", Map.of("amount", amount, "currency", currency), "interval", "month");
    }

    private static void put(Api admin, String path, Object body) {
        admin.put(path, body).ok();
    }

    private static void created(Api admin, String path, Object body) {
        admin.post(path, body).ok();
    }

    private static List<JsonNode> points(Api admin, String path) {
        JsonNode points = admin.get(path).ok().at("/series/0/points");
        return StreamSupport.stream(points.spliterator(), false).toList();
    }

    private static List<String> mrr(Api admin, String from, String to) {
        return points(admin, "/v1/metrics/mrr?from=%s&to=%s".formatted(from, to)).stream()
                .map(point -> point.at("/value/amount").asText())
                .toList();
    }

    private static JsonNode movements(Api admin, String from, String to) {
        return points(admin, "/v1/metrics/movements?from=%s&to=%s".formatted(from, to))
                .getFirst();
    }

    private static String amount(JsonNode point, String part) {
        return point.path(part).path("amount").asText();
    }

    private static List<String> reasons(Api admin, String account) {
        JsonNode movements = admin.get("/v1/accounts/" + account + "/mrr").ok().path("movements");
        List<String> reasons = StreamSupport.stream(movements.spliterator(), false)
                .map(movement -> movement.path("reason").asText())
                .toList();
        return IntStream.range(0, reasons.size())
                .mapToObj(i -> reasons.get(reasons.size() - 1 - i))
                .toList();
    }
}
