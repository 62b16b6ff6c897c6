package dev.keizoku.e2e.story;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Keycloak;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People come in with the tokens of a real identity provider, whatever becomes of its keys and of itself. */
class IdentityProviderStoryTest {

    private static final Duration ROTATED = Duration.ofMinutes(1);

    @Test
    void peopleOfARealProviderComeInWithTheirRoles() {
        try (Keycloak keycloak = Keycloak.started()) {
            Suite suite = Suite.running();
            Tenant tenant = suite.tenant("people", "Asia/Tokyo", "JPY");
            tenant.admin()
                    .put(
                            "/v1/identity-providers/login",
                            Map.of(
                                    "issuer",
                                    keycloak.issuer(),
                                    "audience",
                                    "keizoku",
                                    "roles_claim",
                                    "realm_access.roles",
                                    "roles",
                                    Map.of("cs-lead", "manager")))
                    .ok();
            Api sato = suite.as(keycloak.token("sato"));
            sato.put("/v1/accounts/hers", Map.of("name", "Hers", "owner", "kato"))
                    .ok();
            sato.put("/v1/accounts/ours", Map.of("name", "Ours")).ok();
            sato.get("/v1/api-keys").isProblem(403);

            Api kato = suite.as(keycloak.token("kato"));
            kato.get("/v1/tenant").isProblem(403);
            tenant.admin()
                    .put("/v1/members/kato", Map.of("email", "kato@acme.example", "role", "csm"))
                    .ok();
            Wait.passes(Duration.ofSeconds(5), () -> kato.get("/v1/tenant").ok());
            kato.get("/v1/accounts/hers").ok();
            kato.get("/v1/accounts/ours").isProblem(404);
            kato.get("/v1/accounts").isProblem(403);
            kato.get("/v1/plays?owner=sato").ok();

            keycloak.rotateKeys();
            Api after = suite.as(keycloak.token("sato"));
            Wait.passes(ROTATED, () -> after.get("/v1/accounts").ok());
            suite.tenant("others", "UTC", "USD")
                    .admin()
                    .get("/v1/accounts/hers")
                    .isProblem(404);

            keycloak.close();
            after.get("/v1/accounts").ok();
            tenant.admin().get("/v1/accounts").ok();
        }
    }
}
