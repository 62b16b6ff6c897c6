package dev.keizoku.gateway.people;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Finds out whether a token is good, and for whom: signed by the issuer with a key of a pair, for the audience the tenant
 * stated, not over, and meant for one tenant only. Real time, never the movable clock: it is the issuer's, too.
 */
@Singleton
class TokenCheck {

    private static final int LONGEST_ISSUER = 500;
    private static final int MOST_ISSUERS = 10_000;

    /** Short, because a provider that was removed is believed no longer than a key that was revoked. */
    private static final Duration REMEMBERED = Duration.ofMillis(500);

    private static final AlgorithmConstraints PAIRS_ONLY = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);

    private static final JwtConsumer UNPROVEN = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final IssuerKeys keys;
    private final Duration skew;
    private final LoadingCache<String, List<IdentityProvider>> providers;

    TokenCheck(IdentityProviders providers, IssuerKeys keys, PeopleConfig config) {
        this.keys = keys;
        this.skew = config.clockSkew();
        this.providers = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST_ISSUERS)
                .build(providers::ofIssuer);
    }

    /** A good token. */
    record Proven(IdentityProvider provider, Claims claims, String subject, Instant until) {}

    /**
     * Empty when the token is not good.
     *
     * @throws IssuerKeys.Away when that cannot be told at the moment
     */
    Optional<Proven> check(String token) {
        try {
            JwtClaims stated = UNPROVEN.processToClaims(token);
            String issuer = stated.getIssuer();
            if (issuer == null || issuer.length() > LONGEST_ISSUER) {
                return Optional.empty();
            }
            Claims unproven = new Claims(stated.getClaimsMap());
            List<IdentityProvider> meant = providers.get(issuer).stream()
                    .filter(provider -> provider.isMeantBy(unproven))
                    .toList();
            return meant.size() == 1 ? Optional.of(prove(token, meant.getFirst())) : Optional.empty();
        } catch (InvalidJwtException | MalformedClaimException notGood) {
            return Optional.empty();
        }
    }

    private Proven prove(String token, IdentityProvider provider) throws InvalidJwtException, MalformedClaimException {
        JwtConsumer proving = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(PAIRS_ONLY)
                .setVerificationKeyResolver(keys.of(provider.issuer()))
                .setExpectedIssuer(provider.issuer())
                .setExpectedAudience(provider.audience())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds((int) skew.toSeconds())
                .build();
        try {
            JwtClaims claims = proving.processToClaims(token);
            return new Proven(
                    provider,
                    new Claims(claims.getClaimsMap()),
                    claims.getSubject(),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plus(skew));
        } catch (InvalidJwtException failure) {
            if (isOutage(failure)) {
                throw new IssuerKeys.Away(failure);
            }
            throw failure;
        }
    }

    /** Whether the key a token names could not be asked for. */
    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
