package dev.keizoku.gateway.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The keys that issuers sign with, found by discovery, kept, and asked for anew when a token names one that is not among
 * them. An issuer that has just failed to answer is left alone for a moment.
 */
@Singleton
class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private static final int MOST_ISSUERS = 10_000;
    private static final Duration DISCOVERED = Duration.ofHours(1);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(2);

    private final ProviderDocuments documents;
    private final PeopleConfig config;
    private final ObjectMapper mapper;
    private final LoadingCache<String, HttpsJwks> known;
    private final Cache<String, Boolean> failing = Caffeine.newBuilder()
            .expireAfterWrite(LEFT_ALONE)
            .maximumSize(MOST_ISSUERS)
            .build();

    IssuerKeys(ProviderDocuments documents, PeopleConfig config, ObjectMapper mapper) {
        this.documents = documents;
        this.config = config;
        this.mapper = mapper;
        // An issuer that is down when it is time to look again is remembered as it was.
        this.known = Caffeine.newBuilder()
                .refreshAfterWrite(DISCOVERED)
                .maximumSize(MOST_ISSUERS)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build(this::discover);
    }

    /** The keys of an issuer cannot be had at the moment. */
    static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Away(Throwable cause) {
            super(cause);
        }
    }

    /**
     * What finds the key of a token.
     *
     * @throws Away when nothing is known of the issuer and it does not answer
     */
    VerificationKeyResolver of(String issuer) {
        try {
            HttpsJwks keys = known.get(issuer);
            keys.getJsonWebKeys();
            return new HttpsJwksVerificationKeyResolver(keys);
        } catch (CompletionException | IOException | JoseException failure) {
            throw new Away(failure);
        }
    }

    /** Gets a document of an issuer, unless it has just failed to answer. */
    private SimpleResponse ask(String issuer, String address) throws IOException {
        if (failing.getIfPresent(issuer) != null) {
            throw new IOException("did not answer a moment ago");
        }
        try {
            return documents.get(address);
        } catch (IOException failure) {
            LOG.warnf("%s of issuer %s not to be had: %s", address, issuer, failure);
            failing.put(issuer, true);
            throw failure;
        }
    }

    private HttpsJwks discover(String issuer) throws IOException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode found = mapper.readTree(
                ask(issuer, base + "/.well-known/openid-configuration").getBody());
        String keys = found.path("jwks_uri").textValue();
        if (!issuer.equals(found.path("issuer").textValue()) || keys == null) {
            throw new IOException("The discovery document is of another issuer or names no keys.");
        }
        HttpsJwks jwks = new HttpsJwks(keys);
        jwks.setSimpleHttpGet(address -> ask(issuer, address));
        jwks.setDefaultCacheDuration(config.keys().toSeconds());
        jwks.setRetainCacheOnErrorDuration(config.keysWithoutProvider().toSeconds());
        jwks.setRefreshReprieveThreshold(LEFT_ALONE.toMillis());
        return jwks;
    }
}
