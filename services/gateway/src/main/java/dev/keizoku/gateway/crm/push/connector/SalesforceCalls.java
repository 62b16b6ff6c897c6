package dev.keizoku.gateway.crm.push.connector;

import dev.keizoku.gateway.crm.push.connector.CrmCalls.Ask;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Reply;
import dev.keizoku.gateway.webhook.Outside;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests to Salesforce with the token it wants, and what its answers have in common. */
@Singleton
class SalesforceCalls {

    /** Where everything is that we ask for. */
    static final String API = "/services/data/v62.0";

    /** Its limit is of the last 24 hours, so that there is room again bit by bit. */
    static final Duration NEXT_LOOK_AT_DAY = Duration.ofHours(1);

    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,12})/(\\d{1,12})");

    /** Of a hundred requests of the day this many are left to others. */
    private static final int LEFT_TO_OTHERS = 5;

    /** What is wrong with how we were set up, and so with every record alike. */
    private static final Set<String> OF_ALL =
            Set.of("INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "API_DISABLED_FOR_ORG", "REQUEST_LIMIT_EXCEEDED");

    private static final Set<String> PASSING = Set.of(
            "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "REQUEST_LIMIT_EXCEEDED", "UNKNOWN_EXCEPTION");

    private final CrmCalls calls;
    private final SalesforceTokens tokens;

    SalesforceCalls(CrmCalls calls, SalesforceTokens tokens) {
        this.calls = calls;
        this.tokens = tokens;
    }

    /** A request, below {@link #API}. */
    record Request(
            HttpMethod method,
            String path,
            String type,
            @Nullable String body,
            boolean forFile) {

        static Request json(HttpMethod method, String path, @Nullable String body) {
            return new Request(method, path, "application/json", body, false);
        }

        private Ask at(Target target, String token) {
            Map<String, String> headers = body == null
                    ? Map.of("Authorization", "Bearer " + token)
                    : Map.of("Authorization", "Bearer " + token, "Content-Type", type);
            return new Ask(method, target.address() + API + path, headers, body, forFile);
        }
    }

    /** An answer, or why there is none. */
    sealed interface Answer {}

    record Answered(Reply reply) implements Answer {}

    record Unanswered(Sent.Later later) implements Answer {}

    /** A token that is no longer taken is renewed once. */
    Answer ask(Target target, Request request) {
        try {
            Reply reply = null;
            for (int attempt = 0; attempt < 2 && (reply == null || reply.status() == 401); attempt++) {
                if (reply != null) {
                    tokens.forget(target);
                }
                switch (tokens.of(target)) {
                    case SalesforceTokens.Given(var token) -> reply = calls.ask(request.at(target, token));
                    case SalesforceTokens.Denied(var later) -> {
                        return new Unanswered(later);
                    }
                }
            }
            return reply == null
                    ? new Unanswered(new Sent.Later(null, "no_token", "There is no token."))
                    : new Answered(reply);
        } catch (Outside.NoAnswer nothing) {
            return new Unanswered(CrmCalls.unanswered(nothing));
        }
    }

    static String code(Reply reply) {
        return reply.body().path(0).path("errorCode").asText("HTTP_" + reply.status());
    }

    static String message(Reply reply) {
        return CrmCalls.beginning(reply.body().path(0).path("message").asText(code(reply)));
    }

    /** Whether what is wrong is so for whatever is sent. */
    static boolean isOfAll(Reply reply) {
        return OF_ALL.contains(code(reply));
    }

    /** Why it takes nothing now; as long as it says, or an hour where nothing will change before. */
    static Sent.Later later(Reply reply) {
        Duration after = reply.retryAfter() == null && isOfAll(reply) ? NEXT_LOOK_AT_DAY : reply.retryAfter();
        return new Sent.Later(after, code(reply), message(reply));
    }

    /** What became of a record that it did not take. */
    static Outcome fault(String code, String message) {
        String detail = CrmCalls.beginning(message);
        return PASSING.contains(code) ? new Outcome.Again(code, detail) : new Outcome.Refused(code, detail);
    }

    /** Its day is nearly used up. */
    static @Nullable Duration rest(Reply reply) {
        String info = reply.header("Sforce-Limit-Info");
        Matcher usage = USAGE.matcher(info == null ? "" : info);
        if (!usage.find()) {
            return null;
        }
        long used = Long.parseLong(usage.group(1));
        long most = Long.parseLong(usage.group(2));
        return used * 100 >= most * (100 - LEFT_TO_OTHERS) ? NEXT_LOOK_AT_DAY : null;
    }
}
