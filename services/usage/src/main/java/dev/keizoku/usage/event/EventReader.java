package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.UsageProblem;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CloudEvents from JSON, one or a batch, in one pass.
 *
 * <p>Not by the CloudEvents SDK: it has no batch format, builds a tree for each event, and stops at the first attribute
 * it does not like, so that nobody could be told which field of which event is wrong. A test holds this reader to the
 * SDK: what the SDK writes is read the same here, and what it refuses is refused.
 */
public final class EventReader {

    /** The most events of one batch. */
    public static final int MOST_EVENTS = 10_000;

    private static final int MAX_DEPTH = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 * 1024)
                    .maxNumberLength(100)
                    .maxNameLength(1000)
                    .build())
            .build();

    private EventReader() {}

    /**
     * Reads one event.
     *
     * @throws ProblemException 400 when the body is not one JSON object
     */
    public static Decoded one(InputStream body) throws IOException {
        return read(body, EventReader::one);
    }

    /**
     * Reads an array of events; an empty one is fine.
     *
     * @throws ProblemException 400 when the body is not one JSON array, 413 when it holds too many events
     */
    public static List<Decoded> batch(InputStream body) throws IOException {
        return read(body, EventReader::batch);
    }

    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private static <T> T read(InputStream body, Reading<T> reading) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            T read = reading.from(parser);
            if (parser.nextToken() != null) {
                throw malformed("The body goes on after its end.");
            }
            return read;
        } catch (StreamConstraintsException limit) {
            throw malformed("The body is nested too deeply, or holds a name, string or number that is too long.");
        } catch (JacksonException broken) {
            throw malformed("The body is not well-formed JSON, or repeats a name, at line "
                    + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr() + ".");
        } catch (CharConversionException notUtf8) {
            throw malformed("The body is not UTF-8.");
        }
    }

    private static Decoded one(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("Expected one event, which is a JSON object.");
        }
        return EventDecoder.decode(parser, false);
    }

    private static List<Decoded> batch(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw malformed("Expected a JSON array of events.");
        }
        List<Decoded> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == MOST_EVENTS) {
                throw new ProblemException(
                        UsageProblem.TOO_MANY_EVENTS, "A batch holds at most " + MOST_EVENTS + " events.");
            }
            events.add(EventDecoder.decode(parser, true));
        }
        return events;
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(CommonProblem.MALFORMED_JSON, detail);
    }
}
