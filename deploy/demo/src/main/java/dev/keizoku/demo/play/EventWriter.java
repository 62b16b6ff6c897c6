package dev.keizoku.demo.play;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keizoku.demo.company.UsageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;

/** Writes events as a CloudEvents batch, the way an SDK would. */
final class EventWriter {

    static final String CONTENT_TYPE = "application/cloudevents-batch+json";

    private static final String SOURCE = "/demo/app";
    private static final int BYTES_PER_EVENT = 260;

    private final JsonFactory json = new JsonFactory();
    private final ZoneId zone;

    EventWriter(ZoneId zone) {
        this.zone = zone;
    }

    byte[] write(List<UsageEvent> events) {
        var bytes = new ByteArrayOutputStream(events.size() * BYTES_PER_EVENT);
        try (var out = json.createGenerator(bytes)) {
            out.writeStartArray();
            for (var event : events) {
                write(event, out);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(UsageEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("specversion", "1.0");
        out.writeStringField("id", event.id());
        out.writeStringField("source", SOURCE);
        out.writeStringField("type", event.type());
        out.writeStringField("subject", event.accountId());
        out.writeStringField("time", event.time().atZone(zone).toInstant().toString());
        out.writeObjectFieldStart("data");
        out.writeStringField("user_id", event.userId());
        if (event.feature() != null) {
            out.writeStringField(event.type().equals("setup.step") ? "step" : "feature", event.feature());
        }
        out.writeNumberField("value", event.value());
        out.writeEndObject();
        out.writeEndObject();
    }
}
