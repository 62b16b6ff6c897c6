package dev.keizoku.gateway.crm.push.connector;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Ask;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Reply;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.gateway.webhook.Outside;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;

/** Tokens by OAuth 2.0 client credentials, kept until one is refused. */
@Singleton
class SalesforceTokens {

    private static final int MOST = 1_000;

    private final CrmCalls calls;
    private final Cache<String, String> kept =
            Caffeine.newBuilder().maximumSize(MOST).build();

    SalesforceTokens(CrmCalls calls) {
        this.calls = calls;
    }

    /** A token, or why there is none. */
    sealed interface Token {}

    record Given(String token) implements Token {}

    record Denied(Sent.Later later) implements Token {}

    void forget(Target target) {
        kept.invalidate(target.name());
    }

    Token of(Target target) throws Outside.NoAnswer {
        String known = kept.getIfPresent(target.name());
        return known == null ? ask(target) : new Given(known);
    }

    private Token ask(Target target) throws Outside.NoAnswer {
        Credentials credentials = target.credentials();
        String form = "grant_type=client_credentials&client_id="
                + UriText.of(Objects.requireNonNullElse(credentials.clientId(), ""))
                + "&client_secret="
                + UriText.of(Objects.requireNonNullElse(credentials.clientSecret(), ""));
        Reply reply = calls.ask(new Ask(
                HttpMethod.POST,
                target.address() + "/services/oauth2/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form));
        String token = reply.body().path("access_token").textValue();
        if (!reply.successful() || token == null) {
            String code = reply.body().path("error").asText("HTTP_" + reply.status());
            String detail = reply.body().path("error_description").asText("Salesforce gives no token.");
            return new Denied(new Sent.Later(reply.retryAfter(), code, CrmCalls.beginning(detail)));
        }
        kept.put(target.name(), token);
        return new Given(token);
    }
}
