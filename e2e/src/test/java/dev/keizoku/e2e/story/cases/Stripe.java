package dev.keizoku.e2e.story.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stripe, as far as a tenant's webhook sees it. */
record Stripe(Suite suite, Api admin, String webhook) {

    private static final String SECRET = "whsec_of_a_story";

    static Stripe connect(Suite suite, Api admin) {
        return new Stripe(
                suite,
                admin,
                admin.put("/v1/integrations/stripe", Map.of("signing_secrets", List.of(SECRET)))
                        .ok()
                        .path("webhook_path")
                        .asText());
    }

    /** Sends an event, signed as Stripe signs, and says what became of it. */
    String sends(String event) {
        String at = Long.toString(suite.now().getEpochSecond());
        Answer answer = suite.anonymous()
                .request(
                        webhook,
                        request -> request.header("Content-Type", "application/json")
                                .header("Stripe-Signature", "t=" + at + ",v1=" + signature(at + "." + event))
                                .POST(BodyPublishers.ofString(event)));
        return answer.ok().path("outcome").asText();
    }

    /** Nothing it sent was beyond understanding. */
    void wasUnderstood() {
        assertThat(admin.get("/v1/integrations/stripe").ok().path("failures")).isEmpty();
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
