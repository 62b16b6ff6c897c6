package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.event.BinaryEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms events come in, told apart by the headers as the HTTP binding of CloudEvents has it. */
enum EventForm {
    BATCH("cloudevents"),
    STRUCTURED("cloudevents"),
    BINARY("cloudevents"),
    PLAIN("json"),
    LINES("ndjson"),
    TABLE("csv");

    private static final String ACCEPTED =
            "Accepted are application/cloudevents+json, application/cloudevents-batch+json, application/json, "
                    + "application/x-ndjson and text/csv; with ce- headers any media type.";

    private final String protocol;

    EventForm(String protocol) {
        this.protocol = protocol;
    }

    /** What it is called where people look at refused events. */
    String protocol() {
        return protocol;
    }

    /** Any number of events, taken in as they arrive. */
    boolean isStream() {
        return this == LINES || this == TABLE;
    }

    /**
     * The form of a request.
     *
     * @throws ProblemException 415 for a form that is not understood
     */
    static EventForm of(@Nullable String contentType, Set<String> headers) {
        String media =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        EventForm form;
        if (media.startsWith("application/cloudevents")) {
            form = switch (media) {
                case "application/cloudevents-batch+json" -> BATCH;
                case "application/cloudevents+json" -> STRUCTURED;
                default -> throw unsupported(ACCEPTED);
            };
        } else if (BinaryEvent.spokenBy(headers)) {
            return BINARY;
        } else {
            form = switch (media) {
                case "application/json" -> PLAIN;
                case "application/x-ndjson", "application/ndjson" -> LINES;
                case "text/csv" -> TABLE;
                default -> throw unsupported(ACCEPTED);
            };
        }
        if (form != TABLE && !charset(contentType).equals(StandardCharsets.UTF_8)) {
            throw unsupported("JSON is sent in UTF-8.");
        }
        return form;
    }

    /**
     * The charset a content type names, UTF-8 when it names none.
     *
     * @throws ProblemException 415 for one nobody knows
     */
    static Charset charset(@Nullable String contentType) {
        try {
            return BinaryEvent.charsetOf(contentType);
        } catch (IllegalArgumentException unknown) {
            throw unsupported("The charset is not known here.");
        }
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(CommonProblem.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
