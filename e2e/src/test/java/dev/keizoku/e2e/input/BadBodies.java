package dev.keizoku.e2e.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Bodies that are no JSON, too large, packed wrongly or of another kind. */
final class BadBodies {

    private BadBodies() {}

    static List<BadRow> rows() {
        return List.of(
                BadRow.of("malformed JSON", body(good -> good.substring(0, good.length() - 2)), 400),
                BadRow.of(
                        "invalid UTF-8",
                        target -> json(
                                target, target.text().with("\"\u00c3\u0028\"").getBytes(ISO_8859_1)),
                        400),
                BadRow.of("empty body", body(good -> ""), 400),
                BadRow.of("null", body(good -> "null"), 400),
                BadRow.of("an array for an object", body(good -> "[]"), 400),
                BadRow.of("a text for an object", body(good -> "\"x\""), 400),
                BadRow.of("unknown property", body(good -> "{\"surely_unknown\":1," + good.substring(1)), 400)
                        .naming(target -> "/surely_unknown"),
                BadRow.of("duplicate key", body(good -> "{\"twice\":1,\"twice\":2," + good.substring(1)), 400),
                BadRow.of("trailing tokens", body(good -> good + " {}"), 400),
                BadRow.of("depth 900", body(good -> "{\"x\":" + "[".repeat(900) + "]".repeat(900) + "}"), 400),
                BadRow.of("depth 100,000", body(good -> "[".repeat(100_000)), 400),
                BadRow.of("a name of 60,000", body(good -> "{\"" + "n".repeat(60_000) + "\":1}"), 400),
                BadRow.of("body over the limit", body(good -> " ".repeat(1_100_000) + good), 413),
                BadRow.of(
                        "body over the limit, announced",
                        target -> new Written(
                                line(target),
                                "Content-Type: application/json\r\nContent-Length: 9000000\r\n",
                                true,
                                new byte[0]),
                        413),
                BadRow.of(
                        "body over the limit, in chunks",
                        target -> new Written(
                                line(target),
                                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                                true,
                                ("10000\r\n" + " ".repeat(0x10000) + "\r\n")
                                        .repeat(40)
                                        .getBytes(UTF_8)),
                        413),
                BadRow.of("gzip bomb", packed("gzip", good -> gzip(new byte[64 * 1024 * 1024])), 413),
                BadRow.of("gzip cut short", packed("gzip", good -> Arrays.copyOf(gzip(good), 20)), 400),
                BadRow.of("gzip that is none", packed("gzip", good -> good), 400),
                BadRow.of("Brotli", packed("br", good -> new byte[] {1, 2, 3}), 415),
                BadRow.of("deflate", packed("deflate", good -> new byte[] {1, 2, 3}), 415),
                BadRow.of(
                        "missing Content-Type",
                        target -> new Written(
                                line(target), "Content-Length: " + bytes(target).length + "\r\n", false, bytes(target)),
                        415),
                BadRow.of("text/plain", target -> Written.typed(line(target), "text/plain", bytes(target)), 415));
    }

    private static String line(BadTarget target) {
        return target.text().line();
    }

    private static byte[] bytes(BadTarget target) {
        return target.text().body().getBytes(UTF_8);
    }

    private static Written json(BadTarget target, byte[] body) {
        return Written.json(line(target), body);
    }

    private static Function<BadTarget, Written> body(UnaryOperator<String> change) {
        return target -> json(target, change.apply(target.text().body()).getBytes(UTF_8));
    }

    private static Function<BadTarget, Written> packed(String coding, UnaryOperator<byte[]> packing) {
        return target -> Written.packed(line(target), coding, packing.apply(bytes(target)));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
