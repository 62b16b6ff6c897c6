package dev.keizoku.gateway.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Standard Webhooks 1.0.0: signed by the endpoint's secret, and by the one before while both hold. */
@Singleton
class SignedWriter implements Writer {

    private final Clock clock;

    SignedWriter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Endpoint.Kind kind() {
        return Endpoint.Kind.WEBHOOK;
    }

    @Override
    public Outgoing write(Receiver receiver, Message message) {
        Instant now = clock.instant();
        String body = message.body();
        String signatures = sign(Objects.requireNonNull(receiver.secret()), message.id(), now, body);
        Instant until = receiver.endpoint().secretOverlapsUntil();
        if (receiver.previous() != null && until != null && until.isAfter(now)) {
            signatures += " " + sign(receiver.previous(), message.id(), now, body);
        }
        return new Outgoing(
                receiver.url(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "Keizoku-Webhooks",
                        "webhook-id",
                        message.id(),
                        "webhook-timestamp",
                        Long.toString(now.getEpochSecond()),
                        "webhook-signature",
                        signatures),
                body);
    }

    private static String sign(String secret, String id, Instant at, String body) {
        try {
            return new Webhook(secret).sign(id, at.getEpochSecond(), body);
        } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
