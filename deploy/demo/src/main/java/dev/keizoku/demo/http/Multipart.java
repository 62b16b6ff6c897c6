package dev.keizoku.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A multipart/form-data body of two parts: how to read the file, then the file. */
final class Multipart {

    private static final String BOUNDARY = "keizoku-demo-7f3a9c51";

    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private Multipart() {}

    static byte[] of(Upload upload) {
        var body = new ByteArrayOutputStream(upload.file().length + 1024);
        part(body, "mapping", "", "application/json", upload.mapping().getBytes(UTF_8));
        part(body, "file", "; filename=\"%s\"".formatted(upload.name()), upload.contentType(), upload.file());
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private static void part(ByteArrayOutputStream body, String name, String more, String type, byte[] content) {
        var head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\nContent-Type: %s\r\n\r\n"
                .formatted(BOUNDARY, name, more, type);
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
    }
}
