package dev.keizoku.subscriptions.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.time.Instant;

/**
 * One row of the feed; the fields of its payload stand beside the row's own.
 *
 * @param payload a JSON object, as it is stored
 */
@JsonSerialize(using = FeedRow.Writer.class)
public record FeedRow(long seq, Instant recordedAt, Instant knownAt, String type, String payload) {

    /** Passes the payload on as it is: a page has thousands of rows, and the database has checked each. */
    static final class Writer extends JsonSerializer<FeedRow> {

        private static final int BRACES = 2;

        @Override
        public void serialize(FeedRow row, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeNumberField("seq", row.seq);
            json.writeStringField("recorded_at", row.recordedAt.toString());
            json.writeStringField("known_at", row.knownAt.toString());
            json.writeStringField("type", row.type);
            if (row.payload.length() > BRACES) {
                json.writeRaw(',');
                json.writeRaw(row.payload, 1, row.payload.length() - BRACES);
            }
            json.writeEndObject();
        }
    }
}
