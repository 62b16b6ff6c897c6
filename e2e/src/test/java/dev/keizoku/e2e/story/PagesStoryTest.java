package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/browser.md says of pages is what happens. */
class PagesStoryTest {

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("pages", "UTC", "USD");
    private final Api admin = tenant.admin();

    @Test
    void aCustomersPageSeesWhatIsLockedAndUpgrades() {
        plan("pro", 1, "49.00");
        plan("gold", 2, "99.00");
        subscription("acme", "acme-1");
        subscription("other", "other-1");
        JsonNode made = admin.post("/v1/browser-tokens", Map.of("account_id", "acme", "user_id", "u-7"))
                .ok();
        Api page = suite.as(made.path("token").asText());

        JsonNode before = page.get("/v1/accounts/acme/entitlements").ok();
        assertThat(before.at("/subscriptions/0/plan_id").asText()).isEqualTo("pro");
        JsonNode receipt = page.post("/v1/events", gated("acme")).ok();
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);

        JsonNode changed =
                page.post("/v1/subscriptions/acme-1/changes", upgrade("gold")).ok();
        assertThat(changed.at("/after/plan_id").asText()).isEqualTo("gold");
        assertThat(changed.at("/after/price/amount/amount").asText()).isEqualTo("99.00");
        assertThat(page.get("/v1/accounts/acme/entitlements")
                        .ok()
                        .at("/subscriptions/0/plan_id")
                        .asText())
                .isEqualTo("gold");

        page.get("/v1/accounts/other/entitlements").isProblem(404);
        page.post("/v1/subscriptions/other-1/changes", upgrade("gold")).isProblem(404);
        page.post("/v1/subscriptions/acme-1/changes", upgrade("pro")).isProblem(403);
        page.post("/v1/events", gated("other")).isProblem(403);
        for (String path : List.of("/v1/accounts", "/v1/accounts/acme", "/v1/subscriptions", "/v1/api-keys")) {
            page.get(path).isProblem(403);
        }
    }

    private void plan(String id, int rank, String amount) {
        Map<String, Object> price = Map.of("amount", Map.of("amount", amount, "currency", "USD"), "interval", "month");
        admin.put(
                        "/v1/plans/" + id,
                        Map.of("name", id, "product", "suite", "tier_rank", rank, "prices", List.of(price)))
                .ok();
    }

    private void subscription(String account, String id) {
        admin.put("/v1/accounts/" + account, Map.of("name", account)).ok();
        admin.put(
                        "/v1/subscriptions/" + id,
                        Map.of(
                                "account_id",
                                account,
                                "plan_id",
                                "pro",
                                "quantity",
                                10,
                                "currency",
                                "USD",
                                "interval",
                                "month",
                                "effective_at",
                                suite.now().minusSeconds(86_400).toString()))
                .ok();
    }

    private Map<String, Object> upgrade(String plan) {
        return Map.of(
                "change_id",
                "to-" + plan,
                "kind",
                "change_terms",
                "effective_at",
                suite.now().toString(),
                "plan_id",
                plan);
    }

    private Map<String, Object> gated(String account) {
        return Map.of(
                "type",
                "limit.gated",
                "id",
                "gated-1",
                "time",
                suite.now().toString(),
                "account_id",
                account,
                "user_id",
                "u-7",
                "feature",
                "api");
    }
}
