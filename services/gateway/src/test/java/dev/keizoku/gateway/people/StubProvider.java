package dev.keizoku.gateway.people;

import com.sun.net.httpserver.HttpServer;
import dev.keizoku.gateway.StubService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An identity provider on a free port of this machine: its two documents, and tokens. */
final class StubProvider implements AutoCloseable {

    static final String AUDIENCE = "keizoku";

    private final HttpServer server;
    private volatile RsaJsonWebKey key = newKey();

    StubProvider() {
        this(0);
    }

    private StubProvider(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", exchange -> {
            try (exchange) {
                StubService.answer(exchange, 200, "application/json", """
                        {"issuer": "%s", "jwks_uri": "%s/keys"}
                        """.formatted(issuer(), issuer()));
            }
        });
        server.createContext("/keys", exchange -> {
            try (exchange) {
                StubService.answer(
                        exchange,
                        200,
                        "application/json",
                        new JsonWebKeySet(List.<JsonWebKey>of(key)).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            }
        });
        server.start();
    }

    /** One on the same port, with another key, once this is closed. */
    StubProvider again() {
        return new StubProvider(server.getAddress().getPort());
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    RsaJsonWebKey key() {
        return key;
    }

    void rotate() {
        key = newKey();
    }

    /** A good token, but for what the claims say otherwise; null takes one out. */
    JwtClaims claims(String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setIssuedAtToNow();
        return claims;
    }

    String token(String subject, Map<String, Object> more) {
        JwtClaims claims = claims(subject);
        more.forEach(claims::setClaim);
        return sign(claims);
    }

    String sign(JwtClaims claims) {
        return sign(claims, key);
    }

    static String sign(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        return serialized(signature);
    }

    static String serialized(JsonWebSignature signature) {
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static NumericDate secondsAgo(long seconds) {
        NumericDate at = NumericDate.now();
        at.addSeconds(-seconds);
        return at;
    }

    static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId(UUID.randomUUID().toString());
            return made;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
