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
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class OverviewResourceTest {

    private StubService subscriptions;
    private StubService usage;
    private StubService metrics;
    private StubService health;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)
                .answering(Map.of(
                        "/v1/accounts/acme", "{\"account_id\": \"acme\", \"name\": \"Acme\"}",
                        "/v1/subscriptions", "{\"data\": [], \"next_cursor\": null, \"has_more\": false}"));
        usage = StubService.start(Upstream.USAGE)
                .answering(Map.of("/v1/accounts/acme/usage", "{\"days_active_28\": 20}"));
        metrics = StubService.start(Upstream.METRICS)
                .answering(Map.of(
                        "/v1/accounts/acme/mrr", "{\"mrr\": [{\"amount\": \"8333.33\", \"currency\": \"JPY\"}]}"));
        health = StubService.start(Upstream.HEALTH)
                .answering(Map.of(
                        "/v1/accounts/acme/health", "{\"score\": 71.5}",
                        "/v1/accounts/acme/outcome", "{\"score\": 57.5}"));
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        for (StubService service : new StubService[] {subscriptions, usage, metrics, health}) {
            service.close();
        }
    }

    @Test
    void composesWhatEveryServiceKnows() {
        JsonPath overview = overview();
        for (String part : new String[] {"account", "subscriptions", "revenue", "usage", "health", "outcome"}) {
            assertThat(overview.getBoolean(part + ".available")).as(part).isTrue();
        }
        assertThat(overview.getString("account.data.name")).isEqualTo("Acme");
        assertThat(overview.getString("revenue.data.mrr[0].amount")).isEqualTo("8333.33");
        assertThat(overview.getInt("usage.data.days_active_28")).isEqualTo(20);
        assertThat(overview.getFloat("health.data.score")).isEqualTo(71.5f);
        assertThat(overview.getFloat("outcome.data.score")).isEqualTo(57.5f);
        assertThat(subscriptions.requests()).anyMatch(seen -> seen.uri().equals("/v1/subscriptions?account_id=acme"));
    }

    @Test
    void leavesOutAServiceThatIsDown() {
        usage.close();
        JsonPath overview = overview();
        assertThat(overview.getMap("usage")).isEqualTo(Map.of("available", false, "reason", "unavailable"));
        assertThat(overview.getBoolean("health.available")).isTrue();
    }

    @Test
    void leavesOutAServiceThatHangsOrFails() {
        health.playing(exchange -> java.util.concurrent.locks.LockSupport.parkNanos(
                Duration.ofSeconds(8).toNanos()));
        metrics.answering(500, "{}");
        long start = System.nanoTime();
        JsonPath overview = overview();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(overview.getMap("health")).isEqualTo(Map.of("available", false, "reason", "timeout"));
        assertThat(overview.getMap("revenue")).isEqualTo(Map.of("available", false, "reason", "unavailable"));
        assertThat(overview.getBoolean("account.available")).isTrue();
    }

    @Test
    void showsTheRestWhenSubscriptionsIsDown() {
        subscriptions.close();
        JsonPath overview = overview();
        assertThat(overview.getBoolean("account.available")).isFalse();
        assertThat(overview.getBoolean("subscriptions.available")).isFalse();
        assertThat(overview.getBoolean("usage.available")).isTrue();
    }

    @Test
    void saysWhatTheKeyMayNotSeeAndWhatNobodyKnows() {
        usage.answering(403, "{}");
        health.answering(Map.of("/v1/accounts/acme/outcome", "{\"score\": null}"));
        JsonPath overview = overview();
        assertThat(overview.getBoolean("outcome.available")).isTrue();
        assertThat(overview.getMap("usage")).isEqualTo(Map.of("available", false, "reason", "forbidden"));
        assertThat(overview.getMap("health")).isEqualTo(Map.of("available", false, "reason", "no_data"));
    }

    @Test
    void knowsOnlyTheAccountsThatSubscriptionsKnows() {
        isProblem(Door.with(tenant.key()).get("/v1/accounts/nobody/overview"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).get("/v1/accounts/a%0Ab/overview"), 400, "invalid_request");
        isProblem(Door.proxied(tenant.key()).get("/v1/accounts/acme/overview?deep=1"), 400, "invalid_request");
    }

    @Test
    void encodesTheIdForEachService() {
        subscriptions.answering(200, "{}");
        assertThat(Door.with(tenant.key())
                        .get("/v1/accounts/a%2Fb%20c%3B/overview")
                        .statusCode())
                .isEqualTo(200);
        assertThat(subscriptions.requests()).anyMatch(seen -> seen.uri().equals("/v1/accounts/a%2Fb%20c%3B"));
        assertThat(usage.requests()).anyMatch(seen -> seen.uri().equals("/v1/accounts/a%2Fb%20c%3B/usage"));
    }

    private JsonPath overview() {
        Response answer = Door.with(tenant.key()).get("/v1/accounts/acme/overview");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
