package dev.keizoku.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Verifies an internal token once and remembers it for as long as it is valid.
 *
 * <p>The gateway sends the same token with every request of a key for some seconds, and reading and verifying one costs
 * more than most requests do. Only what was verified is remembered, by the whole token: another signature is another
 * token.
 */
@Singleton
@Alternative
@Priority(1)
final class VerifiedTokens extends JWTCallerPrincipalFactory {

    private static final int MOST = 10_000;

    private final JWTCallerPrincipalFactory verification = new DefaultJWTCallerPrincipalFactory();
    private final Cache<String, JWTCallerPrincipal> verified = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.creating((String token, JWTCallerPrincipal caller) -> remainingLife(caller)))
            .build();

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo accepted) throws ParseException {
        JWTCallerPrincipal known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        JWTCallerPrincipal caller = verification.parse(token, accepted);
        verified.put(token, caller);
        return caller;
    }

    /** By real time, as the verification itself. */
    private static Duration remainingLife(JWTCallerPrincipal caller) {
        long millis = caller.getExpirationTime() * 1000 - System.currentTimeMillis();
        return Duration.ofMillis(Math.max(millis, 0));
    }
}
