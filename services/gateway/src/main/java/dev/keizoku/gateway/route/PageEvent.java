package dev.keizoku.gateway.route;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one event a page may send with a browser token: that its own user came upon a limit or a locked feature. */
final class PageEvent {

    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String TYPE = "limit.gated";
    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/cloudevents+json");
    private static final Set<String> ATTRIBUTES = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "account_id",
            "user_id",
            "feature",
            "data");

    /** What an event says of a user lasts, and is not for the user to say. */
    private static final Set<String> NOT_IN_DATA = Set.of("department", "role");

    private PageEvent() {}

    /** A sentence about why an event is not taken from a page, or null when it is. */
    static @Nullable String objection(MultiMap headers, Buffer body, AccountId account, UserId user) {
        String mediaType =
                String.valueOf(headers.get("Content-Type")).split(";", -1)[0].strip();
        if (!MEDIA_TYPES.contains(mediaType.toLowerCase(Locale.ROOT)) || isPacked(headers)) {
            return "A page sends one event at a time, as plain JSON or a structured CloudEvent.";
        }
        JsonNode event;
        try {
            event = STRICT.readTree(body.getBytes());
        } catch (IOException unreadable) {
            return "The body is no JSON object.";
        }
        if (event == null || !event.isObject()) {
            return "A page sends one event at a time.";
        }
        if (!TYPE.equals(event.path("type").textValue())) {
            return "A page sends events of the type limit.gated.";
        }
        if (event.properties().stream().anyMatch(member -> !ATTRIBUTES.contains(member.getKey()))
                || NOT_IN_DATA.stream().anyMatch(event.path("data")::has)) {
            return "Of a limit.gated event a page tells id, source, time, account, user, feature and data.";
        }
        JsonNode data = event.path("data");
        boolean own = names(account.value(), event.path("subject"), event.path("account_id"), data.path("account_id"))
                && names(user.value(), event.path("user_id"), data.path("user_id"));
        return own ? null : "The event names the account and the user of the token, and no other.";
    }

    private static boolean isPacked(MultiMap headers) {
        return headers.contains("Content-Encoding")
                || headers.names().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("ce-"));
    }

    /** Whether the id stands in one of these places at least, and nothing else stands in any. */
    private static boolean names(String id, JsonNode... places) {
        List<JsonNode> stated =
                Stream.of(places).filter(place -> !place.isMissingNode()).toList();
        return !stated.isEmpty() && stated.stream().allMatch(place -> id.equals(place.textValue()));
    }
}
