package dev.keizoku.e2e.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Function;

/** Paths, methods, heads and framing. */
final class BadHeads {

    private BadHeads() {}

    static List<BadRow> rows() {
        return List.of(
                BadRow.of("Accept: application/xml", with("Accept: application/xml\r\n"), 406),
                BadRow.of(
                        "wrong method", target -> new Written("DELETE " + target.list(), "", false, new byte[0]), 405),
                BadRow.of("unknown path", target -> Written.get("/v1/surely-unknown", ""), 404),
                BadRow.of(
                        "a target of 5 KB", target -> Written.get(target.list() + "?x=" + "a".repeat(5_000), ""), 414),
                BadRow.of(
                        "a target of 20 KB",
                        target -> Written.get(target.list() + "?x=" + "a".repeat(20_000), ""),
                        414),
                BadRow.of("headers of 20 KB", with("X-Large: " + "a".repeat(20_000) + "\r\n"), 431),
                BadRow.of("headers of 60 KB", with("X-Large: " + "a".repeat(60_000) + "\r\n"), 431),
                BadRow.atTheGateway("empty segments", odd("/", "//"), 400),
                BadRow.atTheGateway("path parameters", odd("/v1", "/v1;x=1"), 400),
                BadRow.atTheGateway("dot segments", odd("/v1", "/v1/../v1"), 400),
                BadRow.atTheGateway("NUL in a path", target -> Written.get(target.list() + "%00", ""), 400),
                BadRow.of("line end in a header", with("X-Split: a\rb\r\n"), 400),
                BadRow.of(
                        "a length beside chunked",
                        smuggled("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
                        400),
                BadRow.of(
                        "chunked beside a length",
                        smuggled("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
                        400),
                BadRow.of("a coding after chunked", smuggled("Transfer-Encoding: chunked, identity\r\n"), 400),
                BadRow.of("unknown coding", smuggled("Transfer-Encoding: xchunked\r\n"), 400),
                BadRow.of(
                        "a coding twice",
                        smuggled("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
                        400),
                BadRow.of("two lengths", smuggled("Content-Length: 5\r\nContent-Length: 6\r\n"), 400),
                BadRow.of("folded header", smuggled("X-Folded: a\r\n b\r\n"), 400));
    }

    private static Function<BadTarget, Written> with(String header) {
        return target -> Written.get(target.list(), header);
    }

    private static Function<BadTarget, Written> odd(String good, String bad) {
        return target -> Written.get(target.list().replaceFirst(good, bad), "");
    }

    /** A second request, which must not be seen, behind a body that ends in two places. */
    private static Function<BadTarget, Written> smuggled(String headers) {
        return target -> new Written(
                target.text().line(),
                "Content-Type: application/json\r\n" + headers,
                true,
                ("0\r\n\r\nGET " + target.list() + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
    }
}
