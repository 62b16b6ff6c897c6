package dev.keizoku.testkit;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Set;

/** Internal tokens as the gateway signs them, and bad ones. */
public final class Tokens {

    private Tokens() {}

    public static String of(String tenant, String... scopes) {
        return claims(tenant, scopes).expiresIn(Duration.ofMinutes(5)).signWithSecret(PostgresResource.TOKEN_SECRET);
    }

    public static String expired(String tenant, String... scopes) {
        return claims(tenant, scopes)
                .expiresAt(System.currentTimeMillis() / 1000 - 3600)
                .signWithSecret(PostgresResource.TOKEN_SECRET);
    }

    public static String forged(String tenant, String... scopes) {
        return claims(tenant, scopes)
                .expiresIn(Duration.ofMinutes(5))
                .signWithSecret("another-secret-that-nobody-shares-0123456789");
    }

    public static String forAnotherAudience(String tenant, String... scopes) {
        return claims(tenant, scopes)
                .audience("somebody-else")
                .expiresIn(Duration.ofMinutes(5))
                .signWithSecret(PostgresResource.TOKEN_SECRET);
    }

    private static JwtClaimsBuilder claims(String tenant, String... scopes) {
        return Jwt.claim("tenant", tenant)
                .issuer("keizoku")
                .audience("keizoku-services")
                .subject("test")
                .upn("test")
                .groups(Set.of(scopes));
    }
}
