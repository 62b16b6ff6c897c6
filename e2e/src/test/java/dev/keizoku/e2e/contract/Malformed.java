package dev.keizoku.e2e.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** What no caller should send, and some do. */
final class Malformed {

    private static final String PLACE = "\"the-place-of-a-value\"";

    /** Values of JSON as they are written, so that those are among them that no writer of JSON would write. */
    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202eabc\\u200b\\ud83d\\ude00 I\\u0307\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"'; drop table account; --\"",
            "\"%s%n${jndi:x}\\r\\nX-Injected: 1\"",
            "0",
            "-1",
            "1.5",
            "1e400",
            "1e1000000000",
            "99999999999999999999999999",
            "9".repeat(1_200),
            "NaN",
            "true",
            "[]",
            "[null]",
            "{}",
            "{\"\": {\"a\": [[[[]]]]}}",
            "\"2026-13-45\"",
            "\"2026-02-30T00:00:00\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01\"",
            "\"0000-00-00T00:00:00Z\"",
            "1789000000");

    private static final List<String> PARAMETERS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1000000000",
            "99999999999999999999",
            "1e400",
            "NaN",
            "null",
            "true,false",
            "2026-13-45",
            "+999999999-12-31",
            "2026-03-01T00:00:00",
            "s_999999999999999999",
            "s_x",
            "'; select pg_sleep(9); --",
            "%",
            "../../etc",
            "a/b;c=d",
            "\u202e\u200b\ud83d\ude00İ",
            "x".repeat(300),
            "eyJhIjoxfQ",
            "AAAA.BBBB");

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "null",
            "{\"a\":",
            "[]",
            "[[]]",
            "{}",
            "\"x\"",
            "12",
            "{\"a\": 1, \"a\": 2}",
            "{} {}",
            "{\"surely_unknown\": 1}",
            "[".repeat(10_000),
            "{\"a\":".repeat(1_000),
            "{\"" + "n".repeat(60_000) + "\": 1}",
            "<xml/>",
            "a,b\n1,2\n",
            "\ufeff{}");

    private Malformed() {}

    static List<String> parameters() {
        return PARAMETERS;
    }

    static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        BODIES.forEach(body -> bodies.add(body.getBytes(UTF_8)));
        bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});
        return bodies;
    }

    /** Encodings of a body that are none, or not the one they say. */
    static Map<String, byte[]> encodings(byte[] body) {
        byte[] whole = gzip(body);
        Map<String, byte[]> encodings = new LinkedHashMap<>();
        encodings.put("br", body);
        encodings.put("gzip", Arrays.copyOf(whole, whole.length / 2));
        encodings.put("GZIP", body);
        encodings.put("gzip, gzip", gzip(whole));
        return encodings;
    }

    /** A body with one of its values after the other made wrong in every way, a field dropped, and one added. */
    static List<String> mutations(JsonNode body) {
        List<String> mutations = new ArrayList<>();
        JsonNode root = body.deepCopy();
        descend(root, root, mutations);
        return mutations;
    }

    /** Changes the whole in place, writes it, and puts it back: each mutation differs from it in one value. */
    private static void descend(JsonNode root, JsonNode here, List<String> mutations) {
        if (here instanceof ObjectNode object) {
            for (String name : names(object)) {
                JsonNode value = object.get(name);
                object.put(name, "the-place-of-a-value");
                replaced(root, mutations);
                object.remove(name);
                mutations.add(root.toString());
                object.set(name, value);
                descend(root, value, mutations);
            }
            object.put("surely_unknown", 1);
            mutations.add(root.toString());
            object.remove("surely_unknown");
        } else if (here instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode first = array.get(0);
            array.set(0, array.textNode("the-place-of-a-value"));
            replaced(root, mutations);
            array.set(0, first);
            descend(root, first, mutations);
        }
    }

    private static void replaced(JsonNode root, List<String> mutations) {
        String text = root.toString();
        VALUES.forEach(value -> mutations.add(text.replace(PLACE, value)));
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
