package dev.keizoku.e2e.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An identity provider of this machine that signs what it is told to, for the gateway to believe. */
public final class Issuer implements AutoCloseable {

    private static final String KEY_ID = "one";
    private static final int BITS = 2048;
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair keys;

    private Issuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    public static Issuer started() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            Issuer issuer = new Issuer(
                    HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), generator.generateKeyPair());
            issuer.serve(
                    "/.well-known/openid-configuration",
                    Map.of("issuer", issuer.url(), "jwks_uri", issuer.url() + "/keys"));
            issuer.serve("/keys", Map.of("keys", List.of(issuer.publicKey())));
            issuer.server.start();
            return issuer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token of somebody with one role. */
    public String token(String audience, String subject, String role) {
        return token(audience, subject, role, LIFE);
    }

    /** One that says of itself that it has no signature, and has none; all else in it is right. */
    public String unsignedToken(String audience, String subject, String role) {
        return encoded(Map.of("alg", "none", "kid", KEY_ID)) + "." + claims(audience, subject, role, LIFE) + ".";
    }

    /** The same with so long to live from now, or over for as long. */
    public String token(String audience, String subject, String role, Duration life) {
        String head = encoded(Map.of("alg", "RS256", "kid", KEY_ID));
        String claims = claims(audience, subject, role, life);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return head + "." + claims + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String claims(String audience, String subject, String role, Duration life) {
        long now = Instant.now().getEpochSecond();
        return encoded(Map.of(
                "iss",
                url(),
                "aud",
                audience,
                "sub",
                subject,
                "iat",
                now,
                "exp",
                now + life.toSeconds(),
                "roles",
                List.of(role)));
    }

    private Map<String, String> publicKey() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "kid",
                KEY_ID,
                "use",
                "sig",
                "alg",
                "RS256",
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] bare = new byte[bytes.length - from];
        System.arraycopy(bytes, from, bare, 0, bare.length);
        return BASE64.encodeToString(bare);
    }

    private static String encoded(Object json) {
        return BASE64.encodeToString(written(json));
    }

    private static byte[] written(Object json) {
        try {
            return Answer.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private void serve(String path, Object json) {
        byte[] body = written(json);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
