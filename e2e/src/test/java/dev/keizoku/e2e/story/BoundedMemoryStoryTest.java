package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.MemoryWatch;
import dev.keizoku.e2e.suite.RawConnections;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent, and by however many at once, the services stay within the memory they were given. */
class BoundedMemoryStoryTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int MEGABYTE = 1 << 20;
    private static final int ROWS = 30_000;
    private static final int ROWS_OF_A_FILE = 12_000;
    private static final int ROW = 8_192;
    private static final int DISTINCT = 500;
    private static final int SLOW = 1_000;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final Duration LONG = Duration.ofMinutes(4);

    private static MemoryWatch memory;

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("memory", "UTC", "USD");
    private final Api api = tenant.with("usage:write", "usage:read", "backfill");
    private final String today = suite.now().toString();

    @BeforeAll
    static void watch() {
        memory = new MemoryWatch(Suite.running(), Member.GATEWAY, Member.USAGE);
    }

    @AfterAll
    static void tell() {
        System.out.println("Bounded memory: at most " + memory.peaks());
        memory.close();
    }

    /** A service that runs out of memory ends, and nobody starts it again. */
    @AfterEach
    void everybodyIsStillThere() {
        assertThat(memory.gone()).isEmpty();
        String event = "{\"id\":\"after\",\"type\":\"login\",\"subject\":\"acme\"}";
        Wait.passes(
                Duration.ofMinutes(2),
                () -> api.send("POST", "/v1/events", "application/json", event).ok());
    }

    @Test
    void linesFarBeyondTheHeapPassThrough() {
        Answer answer = api.request(
                "/v1/events",
                request -> request.timeout(LONG)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(endless(
                                ROWS,
                                i -> "{\"id\":\"line-" + i % DISTINCT + "\",\"type\":\"x\",\"time\":\"" + today
                                        + "\",\"subject\":\"acme\",\"data\":{\"note\":\"" + note(i % DISTINCT)
                                        + "\"}}\n")));
        assertThat(answer.ok().path("accepted").asInt()).as(answer.toString()).isEqualTo(DISTINCT);
        assertThat(answer.json().path("duplicate").asInt()).isEqualTo(ROWS - DISTINCT);
        System.out.printf("Bounded memory: %,d lines of 8 KiB sent in one request%n", ROWS);
    }

    @Test
    void aFileFarBeyondTheHeapIsImported() throws IOException {
        String boundary = "keizoku-memory";
        BodyPublisher body = BodyPublishers.concat(
                part(boundary, "mapping", "mapping.json", "application/json"),
                BodyPublishers.ofString(Files.readString(Table.byName(false))),
                BodyPublishers.ofString("\r\n"),
                part(boundary, "file", "rows.csv", "text/csv"),
                BodyPublishers.ofString("id,type,account_id,time,note\n"),
                endless(
                        ROWS_OF_A_FILE,
                        i -> "row-" + i % DISTINCT + ",x,acme," + today + "," + note(i % DISTINCT) + "\n"),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        Answer taken = api.request(
                "/v1/imports?kind=event",
                request -> request.timeout(LONG)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(body));
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        JsonNode done = api.awaitImport(taken.json().path("id").asText());
        assertThat(done.path("rows_accepted").asInt()).as("%s", done).isEqualTo(DISTINCT);
        assertThat(done.path("rows_unchanged").asInt()).as("%s", done).isEqualTo(ROWS_OF_A_FILE - DISTINCT);
        System.out.printf("Bounded memory: a file of %,d rows of 8 KiB imported%n", ROWS_OF_A_FILE);
    }

    @Test
    void bombsAreNotUnpacked() {
        byte[] spaces = packed(300, ' ');
        everyAnswer("twelve gzip bombs of 300 MB", 12, bomb -> packedPost(BATCH, spaces), 413);
        byte[] line = packed(600, 'x');
        everyAnswer("a gzip bomb of 600 MB in one line", 1, bomb -> packedPost("application/x-ndjson", line), 413);
        String deep = "[".repeat(100_000);
        String digits = "[{\"data\":" + "9".repeat(10_000) + "}]";
        String text = "[{\"data\":\"" + "s".repeat(9 * MEGABYTE) + "\"}]";
        for (String body : List.of(deep, digits, text)) {
            everyAnswer("twenty of " + body.substring(0, 12) + "…", 20, bomb -> post("/v1/events", BATCH, body), 400);
        }
        for (String body : List.of(deep, "{\"name\":" + "9".repeat(10_000) + "}")) {
            everyAnswer(
                    "twenty accounts of " + body.substring(0, 9) + "…",
                    20,
                    bomb -> tenant.admin().send("PUT", "/v1/accounts/a", "application/json", body),
                    400);
        }
    }

    @Test
    void manyLargeBodiesAtOnceAreTakenOrRefused() {
        everyAnswer(
                "twenty batches of 10,000 events and 8 MB at once",
                20,
                sending("/v1/events", BATCH, batches(",\"data\":{\"a\":\"" + "n".repeat(700) + "\"}")),
                200,
                429,
                503);
        everyAnswer(
                "a hundred batches of 10,000 small events at once",
                100,
                sending("/v1/events", BATCH, batches("")),
                200,
                429,
                503);
        everyAnswer(
                "a hundred batches of 10,000 empty events at once",
                100,
                sending("/v1/events", BATCH, List.of(array(10_000, i -> "{}"))),
                200,
                429,
                503);
        everyAnswer(
                "forty calls of a million arrays in Lago's protocol at once",
                40,
                sending(
                        "/api/v1/events/batch",
                        "application/json",
                        List.of("{\"events\":" + array(MEGABYTE, i -> "[]") + "}")),
                400,
                429,
                503);
        everyAnswer(
                "a hundred calls of 300,000 arrays in Segment's protocol at once",
                100,
                sending("/v1/batch", "application/json", List.of("{\"batch\":" + array(300_000, i -> "[]") + "}")),
                400,
                429,
                503);
    }

    private IntFunction<Answer> sending(String path, String type, List<String> bodies) {
        return number -> post(path, type, bodies.get(number % bodies.size()));
    }

    /** Three batches of the largest number of events. */
    private static List<String> batches(String rest) {
        return IntStream.range(0, 3)
                .mapToObj(batch -> array(
                        10_000,
                        i -> "{\"specversion\":\"1.0\",\"id\":\"" + rest.length() + "." + batch + "." + i
                                + "\",\"source\":\"/memory\",\"type\":\"x\"" + rest + "}"))
                .toList();
    }

    @Test
    void slowConnectionsCostLittleAndTooManyAreClosed() {
        String key = tenant.key("usage:write");
        String head = "POST /v1/events HTTP/1.1\r\nHost: keizoku\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n";
        try (RawConnections slow = new RawConnections(suite.port(Member.GATEWAY));
                RawConnections more = new RawConnections(suite.port(Member.GATEWAY))) {
            slow.open(SLOW / 2, head);
            slow.open(SLOW / 2, head + "\r\n{\"id\":\"slow\",");
            Duration slowest = Duration.ZERO;
            for (int i = 0; i < 50; i++) {
                long start = System.nanoTime();
                api.send("POST", "/v1/events", "application/json", "{\"id\":\"quick-" + i + "\",\"type\":\"x\"}")
                        .ok();
                api.get("/v1/usage").ok();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            more.open(MOST_CONNECTIONS, "");
            int closed = more.closedByTheOther();
            System.out.printf(
                    "Bounded memory: %d slow connections, and the slowest write and read beside them took %d ms; of %d "
                            + "more %d were closed at once%n",
                    slow.size(), slowest.toMillis(), more.size(), closed);
        }
    }

    private Answer post(String path, String type, String body) {
        return api.send("POST", path, type, body);
    }

    private Answer packedPost(String type, byte[] packed) {
        return api.request(
                "/v1/events",
                request -> request.timeout(LONG)
                        .header("Content-Type", type)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed)));
    }

    /** Sends all at once; every answer has one of these statuses, and is a problem document when it is no success. */
    private void everyAnswer(String what, int times, IntFunction<Answer> sending, Integer... statuses) {
        Map<String, Integer> seen = new TreeMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, times)
                    .mapToObj(number -> clients.submit(() -> answered(() -> sending.apply(number))))
                    .toList();
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                seen.merge(answer == null ? "broken" : "" + answer.status(), 1, Integer::sum);
                if (answer != null) {
                    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
                    if (answer.status() >= 400) {
                        answer.isProblem(answer.status());
                    }
                }
            }
        } catch (Exception failure) {
            throw new AssertionError(what, failure);
        }
        System.out.println("Bounded memory: " + what + ": " + seen);
        assertThat(memory.gone()).as(what).isEmpty();
    }

    /** Whoever is refused before it has sent everything may see no more than a closed connection. */
    private static Answer answered(Supplier<Answer> sending) {
        try {
            return sending.get();
        } catch (UncheckedIOException refusedEarly) {
            return null;
        }
    }

    private static String array(int size, IntFunction<String> element) {
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            array.append(i == 0 ? "" : ",").append(element.apply(i));
        }
        return array.append(']').toString();
    }

    private static String note(int number) {
        return Integer.toString(number).repeat(ROW / Integer.toString(number).length());
    }

    private static BodyPublisher part(String boundary, String name, String fileName, String type) {
        return BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    }

    /** Pieces that come into being as they are read. */
    private static BodyPublisher endless(int pieces, IntFunction<String> piece) {
        return BodyPublishers.ofByteArrays(() -> IntStream.range(0, pieces)
                .mapToObj(piece)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .iterator());
    }

    private static byte[] packed(int megabytes, char content) {
        byte[] piece = new byte[MEGABYTE];
        Arrays.fill(piece, (byte) content);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < megabytes; i++) {
                gzip.write(piece);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
