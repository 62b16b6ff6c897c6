package dev.keizoku.gateway.overview;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class EntitlementsResourceTest {

    private static final String PERIOD = "\"period\": {\"from\": \"2026-02-15\", \"to\": \"2026-03-15\"}";

    private static final String ENTITLEMENTS = """
            {"account_id": "acme", "as_of": "2026-03-02T00:00:00Z",
             "subscriptions": [{"subscription_id": "s", "state": "active", "plan_id": "pro", "quantity": 10}],
             "features": [{"feature_id": "dashboard", "plan_ids": ["pro"]}, {"feature_id": "api", "plan_ids": ["pro"]}],
             "limits": [
                {"name": "calls", "value": 1000, "plan_ids": ["pro"], "raised_by": null, %1$s},
                {"name": "storage", "unit": "GB", "value": 100, "plan_ids": ["pro"], "raised_by": null, %1$s},
                {"name": "users", "value": null, "plan_ids": ["pro"], "raised_by": null, %1$s},
                {"name": "exports", "value": 5, "plan_ids": ["pro"], "raised_by": null, %1$s}],
             "locked": [{"feature_id": "sso", "product": "suite",
                "unlocked_by": {"plan_id": "gold", "name": "Gold", "add_on": false, "price": null}}]}
            """.formatted(PERIOD);

    private static final String COUNTED = """
            {"data": [{"from": "2026-02-15", "to": "2026-03-01", "name": "calls", "count": 700, "sum": 0},
                      {"from": "2026-03-01", "to": "2026-03-15", "name": "calls", "count": 400, "sum": 0},
                      {"from": "2026-02-15", "to": "2026-03-01", "name": "storage", "count": 3, "sum": 62.5}]}
            """;

    private StubService subscriptions;
    private StubService usage;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)
                .answering(Map.of("/v1/accounts/acme/entitlements", ENTITLEMENTS));
        usage = StubService.start(Upstream.USAGE)
                .answering(Map.of(
                        "/v1/accounts/acme/usage",
                        "{\"users_active_28\": 9, \"features_used_28\": [\"dashboard\", \"export\"]}",
                        "/v1/usage",
                        COUNTED));
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        subscriptions.close();
        usage.close();
    }

    @Test
    void whatIsUsedStandsBesideEachLimitAndFeature() {
        JsonPath answer = entitlements("");
        assertThat(answer.getBoolean("usage.available")).isTrue();
        assertThat(answer.getList("limits.used", Float.class)).containsExactly(1100f, 62.5f, 9f, 0f);
        assertThat(answer.getList("limits.remaining", Float.class)).containsExactly(0f, 37.5f, null, 5f);
        assertThat(answer.getList("features.used_28", Boolean.class)).containsExactly(true, false);
        assertThat(usage.requests())
                .anyMatch(seen -> seen.uri()
                        .equals("/v1/usage?interval=month&group_by=name&account_id=acme&from=2026-02-15&to=2026-03-15"
                                + "&name=calls&name=storage&name=users&name=exports"));
    }

    @Test
    void aLimitThatAMeterIsHeldAgainstHasItsValueAndPeriod() {
        usage.answering(Map.of(
                "/v1/accounts/acme/usage",
                "{\"users_active_28\": 9, \"features_used_28\": []}",
                "/v1/usage",
                COUNTED,
                "/v1/accounts/acme/meters",
                """
                {"account_id": "acme", "day": "2026-03-02", "data": [
                    {"meter_id": "gb", "limit": "storage", "aggregation": "last", "period": "month",
                     "from": "2026-03-01", "to": "2026-04-01", "value": 12.5},
                    {"meter_id": "seats", "limit": "users", "aggregation": "last", "period": "month",
                     "from": "2026-03-01", "to": "2026-04-01", "value": null},
                    {"meter_id": "x", "limit": "nothing", "aggregation": "last", "period": "month",
                     "from": "2026-03-01", "to": "2026-04-01", "value": 1}]}
                """));
        JsonPath answer = entitlements("");
        assertThat(answer.getList("limits.used", Float.class)).containsExactly(1100f, 12.5f, null, 0f);
        assertThat(answer.getFloat("limits[1].remaining")).isEqualTo(87.5f);
        assertThat(answer.getString("limits[1].period.to")).isEqualTo("2026-04-01");
        assertThat(answer.getString("limits[0].period.to")).isEqualTo("2026-03-15");
        assertThat(answer.getBoolean("usage.available")).isTrue();
    }

    @Test
    void whatMayBeUsedIsThereWhenUsageIsDown() {
        usage.close();
        JsonPath answer = entitlements("");
        assertThat(answer.getMap("usage")).isEqualTo(Map.of("available", false, "reason", "unavailable"));
        assertThat(answer.getList("limits.value", Integer.class)).containsExactly(1000, 100, null, 5);
        assertThat(answer.getString("locked[0].unlocked_by.plan_id")).isEqualTo("gold");
        assertThat(answer.getList("limits.used")).containsOnlyNulls();
        assertThat(answer.getList("features.used_28")).containsOnlyNulls();
    }

    @Test
    void aKeyThatMayNotSeeUsageSeesTheRest() {
        usage.answering(403, "{}");
        assertThat(entitlements("").getMap("usage")).isEqualTo(Map.of("available", false, "reason", "forbidden"));
    }

    @Test
    void thePastIsAskedForAsItWasKnown() {
        JsonPath answer = entitlements("?as_of=2026-03-01T00:00:00Z");
        assertThat(answer.getBoolean("usage.available")).isTrue();
        assertThat(subscriptions.last().uri()).isEqualTo("/v1/accounts/acme/entitlements?as_of=2026-03-01T00:00:00Z");
        assertThat(usage.requests())
                .singleElement()
                .matches(seen -> seen.uri().endsWith("&known_at=2026-03-01T00:00:00Z"));
    }

    @Test
    void withoutAnAnswerOfWhatMayBeUsedThereIsNone() {
        isProblem(Door.with(tenant.key()).get("/v1/accounts/nobody/entitlements"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).get("/v1/accounts/acme/entitlements?deep=1"), 400, "invalid_request");
        subscriptions.close();
        isProblem(Door.with(tenant.key()).get("/v1/accounts/acme/entitlements"), 503, "unavailable");
    }

    private JsonPath entitlements(String query) {
        Response answer = Door.with(tenant.key()).get("/v1/accounts/acme/entitlements" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
