package dev.keizoku.gateway.route;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Segment's library for browsers sends: no header says who it is, the body does. */
@QuarkusTest
@WithGateway
class KeyInBodyTest {

    private StubService usage;

    @BeforeEach
    void startTheService() {
        usage = StubService.start(Upstream.USAGE).answering(200, "{\"success\": true}");
    }

    @AfterEach
    void stopTheService() {
        usage.close();
    }

    private static String body(String key) {
        return "{\"type\":\"track\",\"context\":{\"writeKey\":\"no\"},\"writeKey\":\"" + key + "\",\"event\":\"x\"}";
    }

    private static int post(String path, String headers, String body) {
        return Door.status(Door.raw("POST /v1/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n" + body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t",
                "i",
                "g",
                "p",
                "s",
                "a",
                "b",
                "track",
                "identify",
                "group",
                "page",
                "screen",
                "alias",
                "batch"
            })
    void theBodySaysWhoseItIsWhereNoHeaderDoes(String path) {
        String body = body(Door.newTenant().key());
        assertThat(post(path, "", body)).isEqualTo(200);
        assertThat(usage.last().uri()).isEqualTo("/v1/" + path);
        assertThat(usage.last().body()).isEqualTo(body);
        assertThat(usage.last().header("Authorization")).startsWith("Bearer ey");
        assertThat(usage.last().header("Content-Type")).isEqualTo("text/plain");
    }

    @Test
    void aPackedOrChunkedBodyArrivesAsItWasSent() throws IOException {
        String key = Door.newTenant().key();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body(key).getBytes(StandardCharsets.UTF_8));
        }
        String bytes = packed.toString(StandardCharsets.ISO_8859_1);
        assertThat(post("b", "Content-Encoding: gzip\r\n", bytes)).isEqualTo(200);
        assertThat(usage.last().header("Content-Encoding")).isEqualTo("gzip");
        assertThat(usage.last().header("Content-Length")).isEqualTo(String.valueOf(packed.size()));
        String body = body(key);
        assertThat(Door.status(Door.raw("POST /v1/t HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + body.substring(0, 5)
                        + "\r\n" + Integer.toHexString(body.length() - 5) + "\r\n" + body.substring(5)
                        + "\r\n0\r\n\r\n")))
                .isEqualTo(200);
        assertThat(usage.last().body()).isEqualTo(body);
    }

    @Test
    void aHeaderThatIsThereDecides() {
        String key = Door.newTenant().key();
        assertThat(post("t", "Authorization: Bearer " + key + "\r\n", body("nobody's")))
                .isEqualTo(200);
        assertThat(post("t", "Authorization: Bearer nobody's\r\n", body(key))).isEqualTo(401);
        assertThat(post("t", "X-API-Key: nobody's\r\n", body(key))).isEqualTo(401);
    }

    @Test
    void whatIsNoKeyOpensNothing() {
        String key = Door.newTenant().key();
        for (String body : new String[] {
            "{}",
            "[\"" + key + "\"]",
            "{\"batch\":[" + body(key) + "]}",
            "{\"writeKey\":{\"writeKey\":\"" + key + "\"}}",
            "{\"writeKey\":null,\"x\":\"" + key + "\"}",
            "writeKey=" + key,
            "{\"a\":[}",
            body("kz_abcdefgh_" + "A".repeat(43))
        }) {
            assertThat(post("t", "", body)).as(body).isEqualTo(401);
        }
        assertThat(post("t", "Content-Encoding: gzip\r\n", body(key))).isEqualTo(401);
        assertThat(post("t", "", body(GatewayUnderTest.OPERATOR_KEY))).isEqualTo(403);
        assertThat(usage.requests()).isEmpty();
    }

    @Test
    void otherOperationsTakeNoKeyFromABody() {
        String body = body(Door.newTenant().key());
        for (String path : new String[] {"events", "meters", "nothing", "t/x"}) {
            assertThat(post(path, "", body)).as(path).isEqualTo(401);
        }
    }

    @Test
    void theBodyIsSmallAndInTime() {
        String key = Door.newTenant().key();
        String large = "{\"x\":\"" + "x".repeat(520 * 1024) + "\",\"writeKey\":\"" + key + "\"}";
        isProblem(Api.anonymous().contentType("text/plain").body(large).post("/v1/b"), 413, "payload_too_large");
        Door.proxied(key)
                .contentType("text/plain")
                .body(large)
                .post("/v1/b")
                .then()
                .statusCode(200);
        assertThat(Door.status(Door.head("POST /v1/t HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 500\r\n\r\n{\"writeKey\":")))
                .isEqualTo(408);
    }
}
