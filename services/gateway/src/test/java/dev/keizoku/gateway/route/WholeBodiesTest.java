package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class WholeBodiesTest {

    private static final int BODY = 200 * 1024;
    private static final int PIECE = 150 * 1024;
    private static final int HELD = GatewayUnderTest.HELD_BODIES / PIECE;
    private static final int ATTEMPTS = 1_000;

    private final List<Socket> unfinished = new ArrayList<>();
    private StubService usage;

    @BeforeEach
    void startTheService() {
        usage = StubService.start(Upstream.USAGE).answering(200, "{}");
    }

    @AfterEach
    void stopTheService() throws IOException {
        hangUp();
        usage.close();
    }

    @Test
    void refusesABodyThereIsNoRoomForBeforeItIsSent() throws IOException {
        String head = "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + Door.newTenant().key() + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY + "\r\n";
        String answer = "";
        for (int attempt = 0; attempt < ATTEMPTS && !answer.startsWith("HTTP/1.1 503"); attempt++) {
            if (attempt % 100 == 0) {
                hangUp();
                begin(head);
            }
            answer = Door.head(head + "Expect: 100-continue\r\n\r\n");
        }
        assertThat(Door.status(answer)).isEqualTo(503);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("retry-after: 1", "connection: close");
        assertThat(usage.requests()).isEmpty();
        hangUp();
        for (int attempt = 0; attempt < ATTEMPTS && !answer.startsWith("HTTP/1.1 100"); attempt++) {
            answer = Door.head(head + "Expect: 100-continue\r\n\r\n");
        }
        assertThat(answer).startsWith("HTTP/1.1 100");
    }

    /** As many bodies as there is room for, none of them whole. */
    private void begin(String head) throws IOException {
        for (int i = 0; i < HELD; i++) {
            Socket socket = Door.open();
            unfinished.add(socket);
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[PIECE]);
        }
    }

    private void hangUp() throws IOException {
        for (Socket socket : unfinished) {
            socket.close();
        }
        unfinished.clear();
    }
}
