package dev.keizoku.gateway.access;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Signs and reads the tokens that pages of a tenant's own product show. One says which account and user it is for and
 * which key it was had with, and lives for minutes of real time; no service takes it, for it is signed with another secret.
 */
@Singleton
class BrowserTokens {

    /** Tells them from the tokens of identity providers, which have the same form. */
    private static final String PREFIX = "kz_bt_";

    private static final String ISSUER = "keizoku";
    private static final String AUDIENCE = "keizoku-browser";
    private static final String TENANT = "tenant";
    private static final String ACCOUNT = "account";
    private static final String USER = "user";

    /** Never the movable clock: how long a token lives must not depend on a story. */
    private final Clock realTime = Clock.systemUTC();

    private final SecretKey key;
    private final JWTParser parser;

    BrowserTokens(@ConfigProperty(name = "keizoku.token.secret") String secret) {
        this.key = derived(secret);
        JWTAuthContextInfo verification = new JWTAuthContextInfo(key, ISSUER);
        verification.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        verification.setExpectedAudience(Set.of(AUDIENCE));
        verification.setClockSkew(0);
        this.parser = new DefaultJWTParser(verification);
    }

    /** Whom a token is for, and the key it was had with. */
    record Bearer(TenantId tenant, String keyId, AccountId account, UserId user) {}

    /** A token, and when it is over. */
    record Signed(String token, Instant expiresAt) {}

    Signed sign(Bearer bearer, Duration life) {
        Instant now = realTime.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(life);
        String signed = Jwt.claim(TENANT, bearer.tenant().value())
                .claim(ACCOUNT, bearer.account().value())
                .claim(USER, bearer.user().value())
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(bearer.keyId())
                .issuedAt(now)
                .expiresAt(until)
                .sign(key);
        return new Signed(PREFIX + signed, until);
    }

    /** Whether a credential may be one of these, and not a token of somebody else or no token at all. */
    static boolean looksLikeOne(String credential) {
        return credential.startsWith(PREFIX);
    }

    /** Null when it is none of ours, or over. */
    @Nullable Bearer read(String token) {
        try {
            JsonWebToken read = parser.parse(token.substring(PREFIX.length()));
            String tenant = read.getClaim(TENANT);
            String account = read.getClaim(ACCOUNT);
            String user = read.getClaim(USER);
            return tenant == null || account == null || user == null
                    ? null
                    : new Bearer(new TenantId(tenant), read.getSubject(), new AccountId(account), new UserId(user));
        } catch (ParseException notOurs) {
            return null;
        }
    }

    /** A secret of its own, so that what is signed here is worth nothing elsewhere and the reverse. */
    private static SecretKey derived(String secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(AUDIENCE.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
