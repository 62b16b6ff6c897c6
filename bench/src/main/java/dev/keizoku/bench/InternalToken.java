package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The token a service accepts from another one, for streams that no key opens. */
final class InternalToken {

    private static final long LIFE_SECONDS = 60;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private InternalToken() {}

    static String sign(String secret, String tenant) {
        return sign(secret, tenant, "internal");
    }

    /** The token the gateway would show for a caller with a scope. */
    static String sign(String secret, String tenant, String scope) {
        var now = Instant.now().getEpochSecond();
        var claims = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", tenant)
                .put("iss", "keizoku")
                .put("aud", "keizoku-services")
                .put("sub", "bench")
                .put("upn", "bench")
                .put("iat", now)
                .put("exp", now + LIFE_SECONDS)
                .put("jti", UUID.randomUUID().toString());
        claims.putArray("groups").add(scope);
        var signed = BASE64.encodeToString("{\"typ\":\"JWT\",\"alg\":\"HS256\"}".getBytes(UTF_8)) + "."
                + BASE64.encodeToString(claims.toString().getBytes(UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
