package dev.keizoku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static List<LoadEvent> events(long seed) {
        return new Workday(seed, NOW, 10).next(500);
    }

    @Test
    void makesTheSameEventsForTheSameSeed() {
        assertThat(events(1)).isEqualTo(events(1));
        assertThat(Stream.concat(events(1).stream(), events(2).stream()).map(LoadEvent::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesEventsAsCloudEvents() throws IOException {
        for (var event : events(1)) {
            var json = new ObjectMapper().readTree(event.json());
            assertThat(json.path("specversion").asText()).isEqualTo("1.0");
            assertThat(json.path("id").asText()).isEqualTo(event.id());
            assertThat(json.path("subject").asText()).isEqualTo(event.accountId());
            assertThat(json.at("/data/user_id").asText()).isEqualTo(event.userId());
            assertThat(Instant.parse(json.path("time").asText())).isEqualTo(event.time());
        }
    }

    @Test
    void writesRowsAsPostgresqlReadsThem() {
        var bytes = new BinaryCopy(100)
                .row(5)
                .integer(7)
                .bigint(8)
                .text("é")
                .day(LocalDate.of(2000, 1, 3))
                .instant(Instant.parse("2000-01-01T00:00:01Z"))
                .finish();
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("5047434f50590aff0d0a00" + "00000000" + "00000000" + "0005" + "0000000400000007"
                        + "000000080000000000000008" + "00000002c3a9" + "0000000400000002"
                        + "0000000800000000000f4240" + "ffff");
    }

    @Test
    void readsAnAnswerOfKnownLength() throws IOException {
        var reply = read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(reply).isEqualTo(new LoadConnection.Reply(200, "{}"));
    }

    @Test
    void readsAnAnswerInChunks() throws IOException {
        var reply = read("HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
        assertThat(reply).isEqualTo(new LoadConnection.Reply(503, "abcde"));
    }

    @Test
    void noticesAnAnswerThatEndsEarly() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"));
    }

    @Test
    void makesWholeRequests() {
        var request = new String(Requests.post("/v1/events", "k", "application/json", "[]".getBytes(UTF_8)), UTF_8);
        assertThat(request)
                .isEqualTo("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer k\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
    }

    private static LoadConnection.Reply read(String answer) throws IOException {
        return LoadConnection.read(new ByteArrayInputStream(answer.getBytes(ISO_8859_1)));
    }
}
