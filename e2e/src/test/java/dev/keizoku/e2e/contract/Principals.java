package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Issuer;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may come to the door of a tenant and not be who they should be. */
final class Principals implements AutoCloseable {

    static final String AUDIENCE = "matrix";

    private static final Duration KNOWN = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Suite suite;
    private final Tenant tenant;
    private final Issuer issuer = Issuer.started();
    private final Issuer stranger = Issuer.started();

    Principals(Suite suite, Tenant tenant, Set<String> known) {
        this.suite = suite;
        this.tenant = tenant;
        Map<String, String> roles = new LinkedHashMap<>();
        known.forEach(role -> roles.put(role, role));
        tenant.admin()
                .put(
                        "/v1/identity-providers/matrix",
                        Map.of("issuer", issuer.url(), "audience", AUDIENCE, "roles_claim", "roles", "roles", roles))
                .ok();
    }

    /** A person of the tenant's identity provider, from when the gateway knows it. */
    Api person(String subject, String role) {
        Api person = suite.as(issuer.token(AUDIENCE, subject, role));
        Wait.passes(KNOWN, () -> person.get("/v1/tenant").ok());
        return person;
    }

    /** Those whose credential is none, or not good any more, or not for here: 401, whatever they ask for. */
    Map<String, Api> nobodies() {
        person("known", "admin");
        Map<String, Api> nobodies = new LinkedHashMap<>();
        nobodies.put("anonymous", suite.anonymous());
        nobodies.put("garbage", suite.as("kz_nonsense"));
        nobodies.put("alg none", suite.as(issuer.unsignedToken(AUDIENCE, "boss", "admin")));
        nobodies.put("a revoked key", refused(revoked()));
        nobodies.put("an expired key", refused(expired()));
        String good = issuer.token(AUDIENCE, "boss", "admin");
        nobodies.put("a token over since an hour", suite.as(issuer.token(AUDIENCE, "boss", "admin", HOUR.negated())));
        nobodies.put("a token of a foreign issuer", suite.as(stranger.token(AUDIENCE, "boss", "admin")));
        nobodies.put("a token for another audience", suite.as(issuer.token("elsewhere", "boss", "admin")));
        nobodies.put("a token with another's signature", suite.as(signedBySomebodyElse(good)));
        nobodies.put("a token of the inside", suite.as(suite.internalToken(tenant)));
        return nobodies;
    }

    private String signedBySomebodyElse(String good) {
        String other = stranger.token(AUDIENCE, "boss", "admin");
        return good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    private String revoked() {
        JsonNode made = tenant.admin()
                .post("/v1/api-keys", Map.of("name", "revoked", "scopes", List.of("admin")))
                .ok();
        assertThat(tenant.admin()
                        .delete("/v1/api-keys/" + made.path("id").asText())
                        .status())
                .isEqualTo(204);
        return made.path("key").asText();
    }

    private String expired() {
        return tenant.admin()
                .post(
                        "/v1/api-keys",
                        Map.of(
                                "name",
                                "expired",
                                "scopes",
                                List.of("admin"),
                                "expires_at",
                                suite.now().plus(SOON).toString()))
                .ok()
                .path("key")
                .asText();
    }

    private Api refused(String key) {
        Api api = suite.as(key);
        Wait.until(KNOWN, "the key is refused", () -> api.get("/v1/tenant").status() == 401);
        return api;
    }

    /** A key of everything of another tenant, which is suspended: 403, whatever it asks for. */
    static Api suspended(Suite suite) {
        Tenant other = suite.tenant("suspended", "UTC", "USD");
        suite.operator()
                .post("/v1/tenants/" + other.id() + "/suspend", Map.of("reason", "a story"))
                .ok();
        Wait.until(
                KNOWN,
                "the tenant is suspended",
                () -> other.admin().get("/v1/tenant").status() == 403);
        return other.admin();
    }

    @Override
    public void close() {
        issuer.close();
        stranger.close();
    }
}
