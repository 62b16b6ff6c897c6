package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever an event says, it is the same event in whichever form it comes. */
class FormsAgreeTest {

    private static final List<String> TEXTS =
            List.of("a", "acct 1", "取引先", "é", "x\"y", "100%", "%41", "a,b", "  spaced", "😀", "\\", "line");

    private final Random random = new Random(20260302);

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(5);
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private ObjectNode event() {
        ObjectNode event = EventJson.object().put("specversion", "1.0");
        event.put("id", text()).put("source", "/app/" + random.nextInt(9)).put("type", text());
        ObjectNode data = event.putObject("data");
        if (maybe()) {
            event.put("subject", text());
        } else if (maybe()) {
            data.put("account_id", text());
        }
        if (maybe()) {
            event.put(
                    "time",
                    Instant.ofEpochMilli(1_772_400_000_000L + random.nextInt(1_000_000))
                            .toString());
        }
        for (String field : List.of("user_id", "feature", "department", "role", "plan", "region code")) {
            if (maybe()) {
                data.put(field, text());
            }
        }
        if (maybe()) {
            data.put("value", random.nextInt(1000) + "." + random.nextInt(10));
        }
        if (maybe()) {
            data.put("quantity", String.valueOf(random.nextInt(1000)));
        }
        return event;
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyFormGivesTheSameEvent() throws IOException {
        for (int i = 0; i < 1000; i++) {
            ObjectNode event = event();
            Decoded expected = EventReader.one(bytes(event.toString()));
            assertThat(expected).isInstanceOf(Decoded.Valid.class);
            Map<String, Decoded> others = new TreeMap<>();
            others.put("batch", EventReader.batch(bytes("[" + event + "]")).getFirst());
            others.put("tree", EventReader.of(event, null));
            others.put(
                    "plain",
                    EventReader.any(bytes(event.toPrettyString()), new Filling(null))
                            .events()
                            .getFirst());
            others.put("line", new EventLines(bytes(event + "\n"), new Filling(null)).next());
            others.put("row", row(event));
            others.put("binary", binary(event, false));
            others.put("binary, percent-encoded", binary(event, true));
            others.put("written down", EventReader.one(bytes(EventText.of(((Decoded.Valid) expected).event()))));
            others.forEach((form, decoded) ->
                    assertThat(decoded).as(form + " of " + event).isEqualTo(expected));
        }
    }

    private static Decoded row(ObjectNode event) throws IOException {
        Map<String, String> columns = new TreeMap<>();
        event.properties().stream()
                .filter(attribute -> attribute.getValue().isTextual())
                .forEach(attribute ->
                        columns.put(attribute.getKey(), attribute.getValue().textValue()));
        event.get("data")
                .properties()
                .forEach(
                        member -> columns.put(member.getKey(), member.getValue().textValue()));
        String csv = String.join(",", columns.keySet()) + "\n"
                + columns.values().stream()
                        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","))
                + "\n";
        return new EventTable(bytes(csv), StandardCharsets.UTF_8, ZoneOffset.UTC, new Filling(null)).next();
    }

    private static Decoded binary(ObjectNode event, boolean encoded) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        event.properties().stream()
                .filter(attribute -> attribute.getValue().isTextual())
                .forEach(attribute -> headers.put(
                        "ce-" + attribute.getKey(),
                        List.of(header(attribute.getValue().textValue(), encoded))));
        return BinaryEvent.decode(
                headers,
                "application/json; charset=utf-8",
                bytes(event.get("data").toString()));
    }

    /** Percent-encoded as the binding has it, or the raw bytes with only what would be taken for an escape encoded. */
    private static String header(String text, boolean encoded) {
        if (encoded) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
        String raw = text.replace("%", "%25").replace("\"", "%22");
        String edges = raw.startsWith(" ") ? raw.replace(" ", "%20") : raw;
        return new String(edges.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
