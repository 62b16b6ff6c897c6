package dev.keizoku.e2e.suite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the gateway would show a service, for stories that go past the gateway. */
final class InternalToken {

    private static final String SCOPES =
            "\"usage:write\",\"usage:read\",\"backfill\",\"subscriptions:write\",\"subscriptions:read\",\"metrics:read\","
                    + "\"health:read\",\"health:write\",\"webhooks:manage\",\"admin\"";

    private InternalToken() {}

    /** Every scope, for ten minutes of real time. */
    static String of(String tenant, String secret) {
        long now = Instant.now().getEpochSecond();
        String signed = part("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "."
                + part(
                        "{\"iss\":\"keizoku\",\"aud\":\"keizoku-services\",\"sub\":\"story\",\"upn\":\"story\",\"tenant\":\""
                                + tenant + "\",\"groups\":[" + SCOPES + "],\"iat\":" + now + ",\"exp\":" + (now + 600)
                                + ",\"jti\":\"story-" + now + "\"}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
