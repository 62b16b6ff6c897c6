package dev.keizoku.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.webhook.Hooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class WatchTest {

    @Inject
    Watch watch;

    @Inject
    MeterRegistry meters;

    private double gauge(String name) {
        watch.look();
        return meters.get(name).gauge().value();
    }

    @Test
    void countsWhatWaitsAndWhatFails() {
        Door.Tenant tenant = Door.newTenant();
        double removals = gauge("keizoku.privacy.open.removals");
        Door.with(tenant.key()).delete("/v1/users/ann").then().statusCode(202);
        assertThat(gauge("keizoku.privacy.open.removals")).isEqualTo(removals + 1);

        // At that port nobody is.
        Hooks.make(tenant, "http://127.0.0.1:9/", "");
        try (StubService health = StubService.start(Upstream.HEALTH)) {
            health.notices().tell(tenant.id(), "health.band_changed", "a", 1, ", \"band\": \"red\"");
            Hooks.await("an endpoint fails", () -> gauge("keizoku.webhooks.failing.endpoints") >= 1);
            assertThat(gauge("keizoku.webhooks.waiting.deliveries")).isPositive();
            String unread = Door.newTenant().id();
            health.notices().tell(unread, "health.band_changed", "a", 1, ", \"band\": }");
            Hooks.await("its feed is behind", () -> gauge("keizoku.notices.behind") >= 1);
            Hooks.await("and cannot be read", () -> gauge("keizoku.notices.failing") >= 1);
        }
        for (String other : List.of(
                "keizoku.webhooks.disabled.endpoints",
                "keizoku.crm.failing.connections",
                "keizoku.exports.waiting",
                "keizoku.exports.failed")) {
            assertThat(gauge(other)).as(other).isNotNegative();
        }
    }
}
