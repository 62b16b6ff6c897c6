package dev.keizoku.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Whole HTTP/1.1 requests as bytes, made before the clock runs. */
public final class Requests {

    private Requests() {}

    public static byte[] post(String path, String key, String contentType, byte[] body) {
        var head = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                \r
                """.formatted(path, key, contentType, body.length).getBytes(UTF_8);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
