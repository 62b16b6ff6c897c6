package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Issuer;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two gateways on one database are one to whoever comes. */
class GatewayReplicasStoryTest {

    private static final int LIMIT = 2_000;
    private static final int REQUESTS = 8_000;
    private static final int THREADS = 8;
    private static final double MINUTE = 60;

    /** Promised, and asserted as promised. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Duration KNOWN = Duration.ofMinutes(1);

    private final Suite suite = Suite.running();
    private final String other = suite.anotherGateway();

    @Test
    void keepALimitTogether() throws Exception {
        Tenant tenant = suite.tenant("limited", "UTC", "USD");
        Tenant calm = suite.tenant("calm", "UTC", "USD");
        Answer set = suite.operator()
                .send("PUT", "/v1/tenants/" + tenant.id() + "/limits", "application/json", "{\"reads\": 4000}");
        assertThat(set.ok().path("key_percent").asInt()).isEqualTo(50);
        String key = tenant.key("usage:read");
        List<Api> gateways = List.of(suite.as(key), suite.at(other, key));

        long begin = System.nanoTime();
        int allowed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                Api gateway = gateways.get(i % 2);
                answers.add(threads.submit(() -> gateway.get("/v1/tenant").status()));
            }
            for (int i = 0; i < 100; i++) {
                calm.admin().get("/v1/tenant").ok();
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 429);
                allowed += answer.get() == 200 ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double due = LIMIT * (1 + seconds / MINUTE);
        System.out.printf(
                "two gateways, %d requests in %.1f s: %d answered, %.0f due, %.3f of it%n",
                REQUESTS, seconds, allowed, due, allowed / due);
        assertThat((double) allowed).isBetween(0.95 * Math.min(due, REQUESTS), 1.05 * due);
    }

    @Test
    void refuseARevokedKeyWithinFiveSeconds() {
        Tenant tenant = suite.tenant("revoked", "UTC", "USD");
        String key = tenant.key("usage:read");
        refuse("a revoked key", key, 401, () -> tenant.admin().delete("/v1/api-keys/" + key.substring(0, 11)));
    }

    @Test
    void refuseWhoeverHasLostTheirRoleWithinFiveSeconds() {
        Tenant tenant = suite.tenant("dismissed", "UTC", "USD");
        try (Issuer issuer = Issuer.started()) {
            tenant.admin()
                    .put("/v1/identity-providers/login", Map.of("issuer", issuer.url(), "audience", "keizoku"))
                    .ok();
            tenant.admin()
                    .put("/v1/members/kato", Map.of("provider", "login", "subject", "kato", "role", "manager"))
                    .ok();
            String token = issuer.token("keizoku", "kato", "none");
            refuse("a removed role", token, 403, () -> tenant.admin().delete("/v1/members/kato"));
        }
    }

    @Test
    void refuseASuspendedTenantWithinFiveSeconds() {
        Tenant tenant = suite.tenant("suspended", "UTC", "USD");
        refuse(
                "a suspended tenant",
                tenant.key("usage:read"),
                403,
                () -> suite.operator()
                        .post("/v1/tenants/" + tenant.id() + "/suspend", Map.of("reason", "invoices unpaid")));
    }

    /** Both gateways know whom they let in before the change is made at the first. */
    private void refuse(String what, String credential, int status, Supplier<Answer> change) {
        Map<String, Api> gateways =
                Map.of("the gateway asked", suite.as(credential), "the other", suite.at(other, credential));
        gateways.values()
                .forEach(gateway ->
                        Wait.passes(KNOWN, () -> gateway.get("/v1/tenant").ok()));
        long changed = System.nanoTime();
        assertThat(change.get().status()).isBetween(200, 299);
        gateways.forEach((who, gateway) -> {
            Wait.passes(
                    PROMISED.minusNanos(System.nanoTime() - changed),
                    () -> gateway.get("/v1/tenant").isProblem(status));
            System.out.printf("Refused: %s by %s after %d ms%n", what, who, (System.nanoTime() - changed) / 1_000_000);
        });
    }
}
