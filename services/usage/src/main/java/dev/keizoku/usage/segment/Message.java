package dev.keizoku.usage.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TimeText;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.person.Told;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One message of the protocol, read into what it comes to; whatever is wrong with it is named by its own fields. */
final class Message {

    private static final String LIBRARY_UNKNOWN = "segment";

    private final JsonNode message;
    private final JsonNode batch;
    private final Span span;
    private final Fields fields = new Fields();

    /**
     * When things may have been said.
     *
     * @param now for what gives no time
     * @param latest no clock is further ahead than this
     */
    record Span(Instant now, Instant latest) {}

    private Message(JsonNode message, JsonNode batch, Span span) {
        this.message = message;
        this.batch = batch;
        this.span = span;
    }

    /**
     * Reads a message.
     *
     * @param kind track, identify, group, page, screen or alias
     * @param batch what it came in; its context holds where the message has none
     */
    static Call read(String kind, JsonNode message, JsonNode batch, Filling filling, Span span) {
        Message read = new Message(message, batch, span);
        return switch (kind) {
            case "track" -> read.happened(read.fields.text(message, "event"), EventJson.object(), filling);
            case "page", "screen" -> read.happened(kind, read.visit(), filling);
            case "identify" -> read.said(read::traits);
            case "group" -> read.said(read::membership);
            case "alias" -> read.said(read::alias);
            default -> {
                read.fields.note("/type", "invalid_value", "Accepted: track, identify, group, page, screen, alias.");
                yield new Call.Happened(read.refused());
            }
        };
    }

    private Call happened(@Nullable String name, ObjectNode data, Filling filling) {
        JsonNode properties = message.path("properties");
        if (properties.isObject()) {
            data.setAll((ObjectNode) properties);
        } else if (!Fields.isAbsent(properties)) {
            fields.note("/properties", "wrong_type", "Expected an object.");
        }
        copy(data, "user_id", user());
        ObjectNode context = otherContext();
        if (!context.isEmpty()) {
            data.set("context", context);
        }
        ObjectNode event = EventJson.object().put("specversion", "1.0").put("source", library());
        copy(event, "id", fields.text(message, "messageId"));
        copy(event, "type", name);
        copy(event, "subject", inContext("groupId"));
        copy(event, "time", fields.text(message, timeField()));
        event.set("data", data);
        Decoded decoded = EventReader.of(event, filling);
        if (decoded instanceof Decoded.Refused wrong) {
            wrong.errors().stream().map(this::inMessage).forEach(fields::note);
        }
        return new Call.Happened(fields.errors().isEmpty() ? decoded : refused());
    }

    /** The parts of the context that say something of the event itself, and not of how it was sent. */
    private ObjectNode otherContext() {
        ObjectNode rest = EventJson.object();
        if (message.path("context") instanceof ObjectNode own) {
            rest.setAll(own);
            rest.remove(List.of("groupId", "library", "traits"));
        }
        return rest;
    }

    private ObjectNode visit() {
        ObjectNode data = EventJson.object();
        copy(data, "name", fields.text(message, "name"));
        copy(data, "category", fields.text(message, "category"));
        return data;
    }

    private Call said(Function<Instant, @Nullable Told> reading) {
        Told told = reading.apply(at());
        return told == null || !fields.errors().isEmpty() ? new Call.Happened(refused()) : new Call.Said(told);
    }

    private @Nullable Told traits(Instant at) {
        UserId user = fields.id("/userId", user(), UserId::new);
        SortedMap<String, JsonNode> traits = given();
        return user == null ? null : new Told.Traits(user, at, traits);
    }

    private @Nullable Told membership(Instant at) {
        UserId user = fields.id("/userId", user(), UserId::new);
        AccountId account = fields.id("/groupId", fields.text(message, "groupId"), AccountId::new);
        SortedMap<String, JsonNode> traits = given();
        return user == null || account == null ? null : new Told.Membership(user, account, at, traits);
    }

    private @Nullable Told alias(Instant at) {
        UserId from = fields.id("/previousId", fields.text(message, "previousId"), UserId::new);
        UserId to = fields.id("/userId", user(), UserId::new);
        return from == null || to == null ? null : new Told.Alias(from, to, at);
    }

    private SortedMap<String, JsonNode> given() {
        SortedMap<String, JsonNode> traits = new TreeMap<>();
        JsonNode sent = message.path("traits");
        if (!sent.isObject() && !Fields.isAbsent(sent)) {
            fields.note("/traits", "wrong_type", "Expected an object.");
        } else if (!EventJson.isStorable(sent)) {
            fields.note("/traits", "invalid_text", "Text holds no NUL and no lone surrogate.");
        } else {
            sent.properties().forEach(trait -> traits.put(trait.getKey(), trait.getValue()));
        }
        return traits;
    }

    private Instant at() {
        String text = fields.text(message, timeField());
        if (text == null) {
            return span.now();
        }
        try {
            Instant at = TimeText.instant(text);
            if (at.isAfter(span.latest())) {
                fields.note("/" + timeField(), "in_future", "This is ahead of our clock.");
            }
            return at;
        } catch (DateTimeException unreadable) {
            fields.note("/" + timeField(), "invalid_value", "Expected a time by RFC 3339 with an offset.");
            return span.now();
        }
    }

    private String timeField() {
        return Fields.isAbsent(message.path("timestamp")) ? "originalTimestamp" : "timestamp";
    }

    /** Whoever is not known yet has an id of their own until an alias says who it is. */
    private @Nullable String user() {
        String user = fields.text(message, "userId");
        return user == null || user.isEmpty() ? fields.text(message, "anonymousId") : user;
    }

    private @Nullable String inContext(String name) {
        JsonNode own = message.path("context");
        return fields.text(Fields.isAbsent(own.path(name)) ? batch.path("context") : own, name);
    }

    private String library() {
        JsonNode own = message.path("context").path("library").path("name");
        String name =
                (own.isTextual() ? own : batch.path("context").path("library").path("name")).asText();
        boolean usable = name.matches("[!#-;=?-\\[\\]_a-z~]{1,255}");
        return usable ? name : LIBRARY_UNKNOWN;
    }

    private static void copy(ObjectNode target, String name, @Nullable String value) {
        if (value != null) {
            target.put(name, value);
        }
    }

    private Decoded.Refused refused() {
        JsonNode id = message.path("messageId");
        boolean usable = id.isTextual()
                && !id.textValue().isEmpty()
                && id.textValue().length() <= 255
                && EventJson.isStorable(id);
        return new Decoded.Refused(usable ? id.textValue() : null, fields.errors(), message.toString());
    }

    private FieldError inMessage(FieldError error) {
        String pointer = error.pointer();
        String own = switch (pointer) {
            case "/id" -> "/messageId";
            case "/type" -> "/event";
            case "/time" -> "/" + timeField();
            case "/subject" -> "/context/groupId";
            case "/data/user_id" -> "/userId";
            default -> pointer.startsWith("/data") ? "/properties" + pointer.substring("/data".length()) : pointer;
        };
        return new FieldError(own, error.code(), error.detail());
    }
}
