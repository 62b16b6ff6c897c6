package dev.keizoku.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Whole HTTP/1.1 requests as bytes, made before the clock runs. */
public final class Requests {

    private Requests() {}

    public static byte[] get(String path, String key) {
        return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, key)
                .getBytes(UTF_8);
    }

    public static byte[] post(String path, String key, String contentType, byte[] body) {
        return post(path, key, contentType, "", body);
    }

    /** The same, packed. */
    public static byte[] postGzip(String path, String key, String contentType, byte[] body) {
        return post(path, key, contentType, "Content-Encoding: gzip\r\n", gzip(body));
    }

    private static byte[] post(String path, String key, String contentType, String moreHeaders, byte[] body) {
        var head =
                """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                %s\r
                """.formatted(path, key, contentType, body.length, moreHeaders).getBytes(UTF_8);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static byte[] gzip(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
