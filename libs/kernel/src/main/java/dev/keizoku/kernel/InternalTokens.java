package dev.keizoku.kernel;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.build.Jwt;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signs, and says how to verify, the short-lived token that is the only credential a service accepts.
 *
 * <p>Made at start, so that a service with a secret too short to be safe does not come up. Real time, never the movable clock: a token's life must not depend on a story.
 */
@Startup
@Singleton
public class InternalTokens {

    public static final String TENANT_CLAIM = "tenant";

    private static final String ISSUER = "keizoku";
    private static final String AUDIENCE = "keizoku-services";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int LEAST_SECRET = 32;

    private final SecretKey key;

    InternalTokens(@ConfigProperty(name = "keizoku.token.secret") String secret) {
        if (secret.length() < LEAST_SECRET) {
            throw new IllegalStateException(
                    "KEIZOKU_TOKEN_SECRET must be set to at least 32 characters, the same for every service.");
        }
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** A token that says who acts, for which tenant, with which scopes; valid for a minute. */
    public String sign(TenantId tenant, String subject, Set<String> scopes) {
        return Jwt.claim(TENANT_CLAIM, tenant.value())
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .upn(subject)
                .groups(scopes)
                .expiresIn(LIFE)
                .sign(key);
    }

    /** Signature, issuer, audience and expiry are all checked; nothing but HS256 is taken. */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    JWTAuthContextInfo verification() {
        JWTAuthContextInfo verification = new JWTAuthContextInfo(key, ISSUER);
        verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        verification.setExpectedAudience(Set.of(AUDIENCE));
        return verification;
    }
}
