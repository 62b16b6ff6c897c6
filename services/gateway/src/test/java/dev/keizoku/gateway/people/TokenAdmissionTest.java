package dev.keizoku.gateway.people;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class TokenAdmissionTest {

    @Inject
    Jdbi jdbi;

    private final StubProvider provider = new StubProvider();
    private Door.Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = Door.newTenant();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void letsPeopleInWithTheRolesOfTheirTokens() {
        Staff.believe(tenant, provider);
        String reader = provider.token("u1", Map.of("roles", List.of("other", "reader")));
        String boss = provider.token("u2", Map.of("roles", List.of("reader", "boss")));
        assertThat(Door.with(reader).get("/v1/tenant").jsonPath().getString("tenant"))
                .isEqualTo(tenant.id());
        isProblem(Door.with(reader).get("/v1/api-keys"), 403, "forbidden");
        assertThat(Door.with(boss).get("/v1/api-keys").statusCode()).isEqualTo(200);
        isProblem(Door.with(provider.token("u3", Map.of("roles", "nothing"))).get("/v1/tenant"), 403, "forbidden");
        isProblem(Door.with(provider.token("u4", Map.of())).get("/v1/tenant"), 403, "forbidden");
    }

    @Test
    void namesThePersonInTheAuditLog() {
        Staff.believe(tenant, provider);
        String boss = provider.token("u-7", Map.of("roles", "boss"));
        Door.keyWith(new Door.Tenant(tenant.id(), boss), "usage:read");
        assertThat(actors("api_key.created")).contains("u-7");
    }

    @Test
    void refusesWhatIsNotAGoodTokenForUs() throws Exception {
        Staff.believe(tenant, provider);
        Map<String, String> bad = new TreeMap<>();
        JwtClaims expired = good();
        expired.setExpirationTime(StubProvider.secondsAgo(60));
        bad.put("expired", provider.sign(expired));
        JwtClaims early = good();
        early.setNotBefore(StubProvider.secondsAgo(-600));
        bad.put("not yet good", provider.sign(early));
        JwtClaims endless = good();
        endless.unsetClaim("exp");
        bad.put("without an end", provider.sign(endless));
        JwtClaims nobody = good();
        nobody.unsetClaim("sub");
        bad.put("without a subject", provider.sign(nobody));
        JwtClaims elsewhere = good();
        elsewhere.setAudience("another-application");
        bad.put("other audience", provider.sign(elsewhere));
        JwtClaims unaddressed = good();
        unaddressed.unsetClaim("aud");
        bad.put("no audience", provider.sign(unaddressed));
        JwtClaims foreign = good();
        foreign.setIssuer("https://login.elsewhere.example");
        bad.put("other issuer", provider.sign(foreign));
        bad.put("key of somebody else", StubProvider.sign(good(), StubProvider.newKey()));
        JsonWebSignature none = new JsonWebSignature();
        none.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        none.setPayload(good().toJson());
        bad.put("alg none", StubProvider.serialized(none));
        JsonWebSignature shared = new JsonWebSignature();
        shared.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        shared.setKeyIdHeaderValue(provider.key().getKeyId());
        shared.setKey(new HmacKey(provider.key().getPublicKey().getEncoded()));
        shared.setPayload(good().toJson());
        bad.put("public key as a secret", StubProvider.serialized(shared));
        String signed = provider.sign(good());
        bad.put("cut", signed.substring(0, signed.lastIndexOf('.') + 1));
        bad.put(
                "changed",
                signed.substring(0, signed.indexOf('.') + 1) + "e30" + signed.substring(signed.lastIndexOf('.')));
        bad.put("garbage", "eyJhbGciOiJSUzI1NiJ9.garbage.garbage");

        assertThat(Staff.status(signed)).isEqualTo(200);
        bad.forEach((what, token) -> {
            Response answer = Door.with(token).get("/v1/tenant");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            isProblem(answer, 401, "unauthenticated");
        });
        System.out.println("tokens refused: " + bad.keySet());
    }

    @Test
    void takesNewKeysOfTheIssuerAndLetsGoOfOldOnes() {
        Staff.believe(tenant, provider);
        assertThat(Staff.status(provider.sign(good()))).isEqualTo(200);
        var old = provider.key();
        provider.rotate();
        // The issuer is asked again at most every two seconds, and a refusal is remembered for four.
        Eventually.within(Duration.ofMinutes(1), () -> Staff.status(provider.sign(good())) == 200);
        assertThat(Staff.status(StubProvider.sign(good(), old))).isEqualTo(401);
    }

    @Test
    void saysSoWhileTheIssuerIsAwayAndGoesOnWithKeysItHas() {
        Staff.believe(tenant, provider);
        provider.close();
        Response away = Door.with(provider.sign(good())).get("/v1/tenant");
        isProblem(away, 503, "unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("1");
        assertThat(Door.with(tenant.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
        try (StubProvider back = provider.again()) {
            Eventually.within(Duration.ofMinutes(1), () -> Staff.status(back.sign(good())) == 200);
        }

        try (StubProvider other = new StubProvider()) {
            Door.Tenant theirs = Door.newTenant();
            Staff.believe(theirs, other);
            Map<String, Object> reader = Map.of("roles", "reader");
            assertThat(Staff.status(other.token("u1", reader))).isEqualTo(200);
            other.close();
            assertThat(Staff.status(other.token("u2", reader))).isEqualTo(200);
            // Not asked for in the two seconds after the keys were had: until then the key is not known, and that is
            // all.
            Eventually.within(
                    Duration.ofMinutes(1),
                    () -> Staff.status(StubProvider.sign(other.claims("u3"), StubProvider.newKey())) == 503);
        }
    }

    @Test
    void tellsTenantsOfOneIssuerApartByAClaim() {
        Door.Tenant other = Door.newTenant();
        for (Door.Tenant each : List.of(tenant, other)) {
            shared(each, "org." + each.id(), "reader").then().statusCode(201);
        }
        String mine = provider.token("u1", Map.of("org", "org." + tenant.id(), "roles", "reader"));
        String theirs = provider.token("u1", Map.of("org", "org." + other.id(), "roles", "reader"));
        assertThat(Door.with(mine).get("/v1/tenant").jsonPath().getString("tenant"))
                .isEqualTo(tenant.id());
        assertThat(Door.with(theirs).get("/v1/tenant").jsonPath().getString("tenant"))
                .isEqualTo(other.id());
        assertThat(Staff.status(provider.token("u1", Map.of("org", "nobody", "roles", "reader"))))
                .isEqualTo(401);
        String both = provider.token(
                "u1", Map.of("org", List.of("org." + tenant.id(), "org." + other.id()), "roles", "reader"));
        assertThat(Staff.status(both)).isEqualTo(401);
    }

    @Test
    void givesNobodyTheTokensOfAnother() {
        Staff.believe(tenant, provider);
        Door.Tenant thief = Door.newTenant();
        isProblem(shared(thief, "x", "boss"), 409, "tokens_claimed");
        isProblem(
                Staff.believe(thief, "login", "{\"issuer\": \"" + provider.issuer() + "\", \"audience\": \"keizoku\"}"),
                409,
                "tokens_claimed");
        Staff.believe(thief, "login", "{\"issuer\": \"" + provider.issuer() + "\", \"audience\": \"mine\"}")
                .then()
                .statusCode(201);
        assertThat(Staff.status(provider.sign(good()))).isEqualTo(200);
    }

    @Test
    void refusesTheTokensOfAProviderThatWasRemovedElsewhereWithinFiveSeconds() {
        Staff.believe(tenant, provider);
        String token = provider.sign(good());
        assertThat(Staff.status(token)).isEqualTo(200);
        jdbi.useHandle(handle -> handle.createUpdate("delete from identity_provider where tenant = :tenant")
                .bind("tenant", tenant.id())
                .execute());
        Eventually.within(Duration.ofSeconds(5), () -> Staff.status(token) == 401);
    }

    private JwtClaims good() {
        JwtClaims claims = provider.claims("u1");
        claims.setClaim("roles", "reader");
        return claims;
    }

    private Response shared(Door.Tenant whose, String value, String role) {
        return Staff.believe(whose, "login", """
                {"issuer": "%s", "audience": "keizoku", "tenant_claim": "org", "tenant_value": "%s",
                 "roles_claim": "roles", "roles": {"%s": "viewer"}}
                """.formatted(provider.issuer(), value, role));
    }

    private List<String> actors(String action) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select actor from audit_trail where tenant = :tenant and action = :action")
                .bind("tenant", tenant.id())
                .bind("action", action)
                .mapTo(String.class)
                .list());
    }
}
