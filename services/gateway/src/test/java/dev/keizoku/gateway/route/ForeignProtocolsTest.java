package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDKs of other products send passes the gateway as it is. */
@QuarkusTest
@WithGateway
class ForeignProtocolsTest {

    private StubService usage;

    @BeforeEach
    void startTheService() {
        usage = StubService.start(Upstream.USAGE).answering(200, "{\"success\": true}");
    }

    @AfterEach
    void stopTheService() {
        usage.close();
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void headersOfCloudEventsArriveByteByByte() {
        String answer = Door.raw("POST /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                + Door.newTenant().key() + "\r\nContent-Type: application/json\r\nce-id: %E5%8F%96\r\nce-subject: "
                + bytes("取引 先") + "\r\nce-accountid: acct 1\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(Door.status(answer)).isEqualTo(200);
        assertThat(usage.last().header("ce-id")).isEqualTo("%E5%8F%96");
        assertThat(usage.last().header("ce-subject")).isEqualTo(bytes("取引 先"));
        assertThat(usage.last().header("ce-accountid")).isEqualTo("acct 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "track", "identify", "group", "page", "screen", "alias"})
    void theWriteKeyIsTheUserNameAndTheBodyMayBeLabelledAsAForm(String path) {
        String basic =
                Base64.getEncoder().encodeToString((Door.newTenant().key() + ":").getBytes(StandardCharsets.UTF_8));
        String answer =
                Door.raw("POST /v1/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic "
                        + basic + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Encoding: gzip\r\n"
                        + "X-Retry-Count: 1\r\nContent-Length: 12\r\n\r\n{\"batch\":[]}");
        assertThat(Door.status(answer)).isEqualTo(200);
        assertThat(usage.last().uri()).isEqualTo("/v1/" + path);
        assertThat(usage.last().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(usage.last().body()).isEqualTo("{\"batch\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/api/v1/events/batch", "/v1/events?dry_run=true"})
    void everyIngestHasItsWay(String uri) {
        Door.proxied(Door.newTenant().key())
                .contentType("application/json")
                .body("{}")
                .post(uri)
                .then()
                .statusCode(200);
        assertThat(usage.last().uri()).isEqualTo(uri);
    }

    @Test
    void onlyStreamsMayBeLargerThanABatch() {
        String key = Door.newTenant().key();
        byte[] large = new byte[11 * 1024 * 1024];
        for (String type : new String[] {"text/csv; charset=utf-8", "application/x-ndjson"}) {
            Door.proxied(key)
                    .contentType(type)
                    .body(large)
                    .post("/v1/events")
                    .then()
                    .statusCode(200);
        }
        assertThat(usage.last().body()).hasSize(large.length);
        Door.proxied(key)
                .contentType("application/json")
                .body(large)
                .post("/v1/events")
                .then()
                .statusCode(413);
    }
}
