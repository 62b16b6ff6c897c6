package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads the JSON that events come in: strictly, and within limits no honest event comes near. */
public final class EventJson {

    private static final int MAX_DEPTH = 32;
    private static final int MOST_KEPT_BUFFERS = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            // What a thread keeps would be lost with each virtual one.
            .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_KEPT_BUFFERS))
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 * 1024)
                    .maxNumberLength(100)
                    .maxNameLength(1000)
                    .build())
            .build();

    /** Fifty tokens for each event of the largest batch. */
    private static final JsonFactory TREE_FACTORY = FACTORY.rebuild()
            .streamReadConstraints(FACTORY.streamReadConstraints()
                    .rebuild()
                    .maxTokenCount(50L * EventReader.MOST_EVENTS)
                    .build())
            .build();

    private static final ObjectMapper TREES = JsonMapper.builder(TREE_FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private EventJson() {}

    /** What is done with a parser that stands before the first token of a body. */
    interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    /**
     * A body that is held whole, as it is for protocols whose calls are small.
     *
     * @throws ProblemException 400 when the body is not one JSON document
     */
    public static JsonNode tree(InputStream body) throws IOException {
        JsonNode tree = read(TREE_FACTORY, body, TREES::readTree);
        if (tree == null || tree.isMissingNode()) {
            throw malformed("The body is empty.");
        }
        return tree;
    }

    /** An event to be put together from what another protocol says. */
    public static ObjectNode object() {
        return TREES.createObjectNode();
    }

    /** Whether a database could keep the value: no NUL, no lone surrogate, no number that written out has no end. */
    public static boolean isStorable(JsonNode value) {
        boolean self = value.isTextual()
                ? Findings.storable(value.textValue())
                : !value.isBigDecimal() || Math.abs((long) value.decimalValue().scale()) <= CanonicalJson.MOST_DIGITS;
        boolean names = value.properties().stream().map(Map.Entry::getKey).allMatch(Findings::storable);
        return self && names && value.valueStream().allMatch(EventJson::isStorable);
    }

    static <T> T read(InputStream body, Reading<T> reading) throws IOException {
        return read(FACTORY, body, reading);
    }

    private static <T> T read(JsonFactory factory, InputStream body, Reading<T> reading) throws IOException {
        try (JsonParser parser = factory.createParser(body)) {
            T read = reading.from(parser);
            if (parser.nextToken() != null) {
                throw malformed("The body goes on after its end.");
            }
            return read;
        } catch (StreamConstraintsException limit) {
            throw malformed(
                    "The body is nested too deeply, or holds too many values or a name, string or number that is too long.");
        } catch (JacksonException broken) {
            throw malformed("The body is not well-formed JSON, or repeats a name, at line "
                    + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr() + ".");
        } catch (CharConversionException notUtf8) {
            throw malformed("The body is not UTF-8.");
        }
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(CommonProblem.MALFORMED_JSON, detail);
    }
}
