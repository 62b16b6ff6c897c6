package dev.keizoku.health.expansion;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.TestTenants;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** Customers to which more may be proposed, over HTTP: they succeed, are about to renew, and have used up their seats. */
public final class Growing {

    public static final String TODAY = "2026-06-10";

    private Growing() {}

    /** A tenant with the one customer, looked at on the day. */
    public static String tenant() {
        String tenant = catalogue(TestTenants.fresh());
        customer(tenant, "a");
        Runs.score(tenant, TODAY);
        return tenant;
    }

    public static String catalogue(String tenant) {
        Upstreams.of(tenant)
                .plan("basic", 1, "3000", "[\"a\", \"b\", \"c\", \"d\"]")
                .plan("pro", 2, "10000", "[\"a\", \"b\", \"c\", \"d\"]")
                .plan("gold", 3, "20000", "[\"a\", \"b\", \"c\", \"d\", \"sso\"]")
                .addOn("scanner", "1000", "[\"scan\"]");
        return tenant;
    }

    public static void customer(String tenant, String account) {
        Upstreams.of(tenant)
                .fact(account, """
                        "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                        "features": ["a", "b", "c", "d"], "external_ids": {"crm": "x"}, "name": "Account",
                        "plan_ids": ["pro"], "quantity": 10, "renewal": {"renews_on": "2026-07-20",
                        "notice_deadline": "2026-07-20", "auto_renew": true, "intent": "renew"}
                        """)
                .measure(account, Usages.on(TODAY).line())
                .balance(account, "100000", "100000");
    }

    public static JsonPath expansion(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/expansion")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static List<String> failed(String tenant) {
        return expansion(tenant).getList("conditions.findAll { !it.holds }.code", String.class);
    }

    /** One urgent ticket on the day. */
    public static void ticket(String tenant, String account, String id) {
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("""
                        {"touchpoints": [{"kind": "ticket", "touchpoint_id": "%s", "account_id": "%s",
                          "occurred_at": "2026-06-10T09:00:00Z", "priority": "urgent"}]}
                        """.formatted(id, account))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    public static ValidatableResponse offer(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/accounts/a/offers")
                .then();
    }
}
