package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.UsageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from JSON, one or a batch, in one pass.
 *
 * <p>Not by the CloudEvents SDK: it has no batch format, builds a tree for each event, and stops at the first attribute
 * it does not like, so that nobody could be told which field of which event is wrong. A test holds this reader to the
 * SDK: what the SDK writes is read the same here, and what it refuses is refused.
 */
public final class EventReader {

    /** The most events of one batch. */
    public static final int MOST_EVENTS = 10_000;

    private final RecentBytes bytes;
    private final @Nullable Filling filling;

    private EventReader(InputStream body, @Nullable Filling filling) {
        this.bytes = new RecentBytes(body);
        this.filling = filling;
    }

    /**
     * What a body held.
     *
     * @param single the body was an event and not an array of events
     */
    public record Body(List<Decoded> events, boolean single) {}

    /**
     * Reads one event.
     *
     * @throws ProblemException 400 when the body is not one JSON object
     */
    public static Decoded one(InputStream body) throws IOException {
        EventReader reader = new EventReader(body, null);
        return EventJson.read(reader.bytes, reader::one);
    }

    /**
     * Reads an array of events; an empty one is fine.
     *
     * @throws ProblemException 400 when the body is not one JSON array, 413 when it holds too many events
     */
    public static List<Decoded> batch(InputStream body) throws IOException {
        EventReader reader = new EventReader(body, null);
        return EventJson.read(reader.bytes, reader::batch);
    }

    /**
     * Reads one event or an array of them, whichever there is.
     *
     * @param filling for what the events leave out; null when they may leave out nothing
     * @throws ProblemException 400 when the body is neither, 413 when it holds too many events
     */
    public static Body any(InputStream body, @Nullable Filling filling) throws IOException {
        EventReader reader = new EventReader(body, filling);
        return EventJson.read(reader.bytes, reader::any);
    }

    /** Reads an event that was put together, in the attributes of CloudEvents, from what another protocol says. */
    public static Decoded of(ObjectNode event, @Nullable Filling filling) {
        try (JsonParser parser = event.traverse()) {
            parser.nextToken();
            Decoded decoded = EventDecoder.decode(parser, false, filling);
            return decoded instanceof Decoded.Refused refused ? refused.of(event.toString()) : decoded;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Decoded one(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw EventJson.malformed("Expected one event, which is a JSON object.");
        }
        return event(parser, false);
    }

    private List<Decoded> batch(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw EventJson.malformed("Expected a JSON array of events.");
        }
        return rest(parser);
    }

    private Body any(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
            return new Body(rest(parser), false);
        }
        if (token != JsonToken.START_OBJECT) {
            throw EventJson.malformed("Expected an event, which is a JSON object, or an array of events.");
        }
        return new Body(List.of(event(parser, false)), true);
    }

    private List<Decoded> rest(JsonParser parser) throws IOException {
        List<Decoded> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == MOST_EVENTS) {
                throw new ProblemException(
                        UsageProblem.TOO_MANY_EVENTS, "A batch holds at most " + MOST_EVENTS + " events.");
            }
            if (filling != null) {
                filling.next();
            }
            events.add(event(parser, true));
        }
        return events;
    }

    private Decoded event(JsonParser parser, boolean inBatch) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        bytes.forgetBefore(start);
        Decoded decoded = EventDecoder.decode(parser, inBatch, filling);
        return decoded instanceof Decoded.Refused refused
                ? refused.of(bytes.text(start, parser.currentLocation().getByteOffset()))
                : decoded;
    }
}
