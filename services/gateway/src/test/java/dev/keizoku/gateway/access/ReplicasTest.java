package dev.keizoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class ReplicasTest {

    @Inject
    OperatorKey operator;

    @Inject
    ApiKeys keys;

    @Inject
    InternalTokens tokens;

    @Inject
    BrowserTokens browserTokens;

    @Inject
    LastUse lastUse;

    @Inject
    Clock clock;

    @ConfigProperty(name = "keizoku.access.key-cache")
    Duration remembered;

    @Test
    void aKeyRevokedAtOneReplicaIsRefusedByAnotherWithinFiveSeconds() {
        Admission other = new Admission(operator, keys, tokens, browserTokens, lastUse, clock, remembered);
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "health:read");
        String id = key.substring(0, 11);
        String page = browserTokens
                .sign(
                        new BrowserTokens.Bearer(
                                new TenantId(tenant.id()), id, new AccountId("acme"), new UserId("u-7")),
                        Duration.ofMinutes(5))
                .token();
        assertThat(other.check(key).join()).isInstanceOf(Verdict.Tenant.class);
        assertThat(other.check(page).join()).isInstanceOf(Verdict.Browser.class);

        long revoked = System.nanoTime();
        Door.with(tenant.key()).delete("/v1/api-keys/" + id).then().statusCode(204);
        Eventually.within(Duration.ofSeconds(5), () -> other.check(key).join() instanceof Verdict.Refused);
        System.out.printf(
                "revoked at one replica, refused by the other after %d ms%n",
                (System.nanoTime() - revoked) / 1_000_000);
        assertThat(other.check(page).join()).isInstanceOf(Verdict.Refused.class);
    }
}
