package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events without an SDK: JSON, lines and tables that may leave things out. */
class PlainEventTest {

    private static final String AT = "\"time\":\"2026-03-02T00:00:00Z\"";

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EventReader.Body json(String text, @Nullable String key) throws IOException {
        return EventReader.any(bytes(text), new Filling(key));
    }

    private static List<Decoded> all(Iterator<Decoded> events) {
        List<Decoded> all = new ArrayList<>();
        events.forEachRemaining(all::add);
        return all;
    }

    private static List<Decoded> lines(String text) {
        return all(new EventLines(bytes(text), new Filling(null)));
    }

    private static List<Decoded> table(String text) throws IOException {
        return all(new EventTable(bytes(text), StandardCharsets.UTF_8, ZoneId.of("Asia/Tokyo"), new Filling(null)));
    }

    private static UsageEvent event(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static String errors(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return String.join(
                ", ",
                ((Decoded.Refused) decoded)
                        .errors().stream()
                                .map(error -> error.pointer() + " " + error.code())
                                .toList());
    }

    @Test
    void fillsInWhatIsLeftOut() throws IOException {
        UsageEvent event =
                event(json("{\"type\":\"x\"," + AT + "}", null).events().getFirst());
        assertThat(event.source()).isEqualTo("/import");
        assertThat(event.id()).startsWith("sha-").hasSize(44);
    }

    @Test
    void equalContentIsOneEventHoweverItIsWritten() throws IOException {
        String id = event(json("{\"type\":\"x\",\"data\":{\"value\":1.0}," + AT + "}", null)
                        .events()
                        .getFirst())
                .id();
        assertThat(event(json("{\"value\":\"1\",\"time\":\"2026-03-02T09:00:00+09:00\",\"type\":\"x\"}", null)
                                .events()
                                .getFirst())
                        .id())
                .isEqualTo(id);
        for (String other : List.of(
                "{\"type\":\"y\",\"data\":{\"value\":1}," + AT + "}",
                "{\"type\":\"x\",\"data\":{\"value\":2}," + AT + "}",
                "{\"type\":\"x\",\"source\":\"/s\",\"data\":{\"value\":1}," + AT + "}",
                "{\"type\":\"x\",\"data\":{\"value\":1},\"time\":\"2026-03-02T00:00:01Z\"}")) {
            assertThat(event(json(other, null).events().getFirst()).id()).isNotEqualTo(id);
        }
    }

    @Test
    void withoutIdAndTimeTheKeyTellsEventsApart() throws IOException {
        assertThat(event(json("{\"type\":\"x\"}", "run 7").events().getFirst()).id())
                .isEqualTo("run 7");
        EventReader.Body several = json("[{\"type\":\"x\"},{\"type\":\"x\",\"id\":\"own\"},{\"type\":\"x\"}]", "run 7");
        assertThat(several.events())
                .extracting(decoded -> event(decoded).id())
                .containsExactly("run 7/0", "own", "run 7/2");
        Decoded.Refused refused =
                (Decoded.Refused) json("{\"type\":\"x\"}", null).events().getFirst();
        assertThat(errors(refused)).isEqualTo("/id required");
        assertThat(refused.errors().getFirst().detail()).contains("Idempotency-Key");
    }

    @Test
    void whatIsUnderstoodMayStandBesideTheAttributes() throws IOException {
        UsageEvent event = event(json(
                        "{\"type\":\"x\",\"id\":\"1\",\"account_id\":\"acme\",\"user_id\":\"u\",\"quantity\":\"2.50\","
                                + "\"department\":\"Sales\",\"role\":\"admin\",\"feature\":\"f\",\"data\":{\"n\":1}}",
                        null)
                .events()
                .getFirst());
        assertThat(event.account()).isEqualTo("acme");
        assertThat(event.value()).isEqualByComparingTo("2.5");
        assertThat(event.properties()).isEqualTo("{\"department\":\"Sales\",\"n\":1,\"role\":\"admin\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{} | /type required",
                "{\"type\":\"\",\"id\":\"1\"} | /type invalid_value",
                "{\"type\":5,\"id\":\"1\"} | /type wrong_type",
                "{\"type\":\"x\",\"id\":\"\"} | /id invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"time\":\"2026-03-02\"} | /time invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"time\":1772411460} | /time wrong_type",
                "{\"type\":\"x\",\"id\":\"1\",\"specversion\":\"0.3\"} | /specversion invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"source\":\"a b\"} | /source invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"Unknown\":1} | /Unknown unknown_field",
                "{\"type\":\"x\",\"id\":\"1\",\"value\":\"much\"} | /value invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"value\":[]} | /value wrong_type",
                "{\"type\":\"x\",\"id\":\"1\",\"role\":\"\"} | /role invalid_value",
                "{\"type\":\"x\",\"id\":\"1\",\"user_id\":\"u\",\"data\":{\"user_id\":\"v\"}} | /data/user_id repeated",
                "{\"type\":\"x\",\"id\":\"1\",\"subject\":\"a\",\"account_id\":\"b\"} | /data/account_id account_mismatch",
                "{\"type\":\"feature.used\",\"id\":\"1\"} | /data/feature required"
            },
            delimiter = '|')
    void badEventsAreNamedInJsonAndInLines(String json, String expected) throws IOException {
        assertThat(errors(json(json, null).events().getFirst())).isEqualTo(expected);
        List<Decoded> lines = lines("{\"type\":\"x\",\"id\":\"1\"}\n" + json + "\n\n{\"type\":\"x\",\"id\":\"2\"}");
        assertThat(lines).hasSize(3);
        assertThat(errors(lines.get(1))).isEqualTo(expected);
        assertThat(((Decoded.Refused) lines.get(1)).item()).isEqualTo(json);
    }

    @Test
    void refusedEventsOfAnArrayAreShownAsTheyCame() throws IOException {
        String bad = "{\"type\": \"x\", \"id\": \"2\",  \"time\":\"soon\"}";
        List<Decoded> events =
                json("[{\"type\":\"x\",\"id\":\"1\"}, " + bad + " ,7]", null).events();
        assertThat(((Decoded.Refused) events.get(1)).item()).isEqualTo(bad);
        assertThat(((Decoded.Refused) events.get(2)).item()).isEqualTo("7");
    }

    @Test
    void neitherAnEventNorAnArrayIsMalformed() {
        for (String body : List.of("", "7", "\"x\"", "null", "{\"type\":\"x\"} {}", "[{\"type\":\"x\"}")) {
            assertThatThrownBy(() -> json(body, "key")).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aLineSpoilsOnlyItself() {
        String large = "{\"type\":\"x\",\"id\":\"3\",\"data\":{" + "\"a\":\"" + "x".repeat(60_000) + "\",".repeat(1)
                + "\"b\":\"" + "x".repeat(60_000) + "\",\"c\":\"" + "x".repeat(60_000) + "\",\"d\":\""
                + "x".repeat(60_000) + "\",\"e\":\"" + "x".repeat(60_000) + "\"}}";
        List<Decoded> lines = lines(
                "\uFEFF{\"type\":\"x\",\"id\":\"1\"}\r\n  \n{broken\n[]\n{\"a\":1,\"a\":2}\n" + large
                        + "\n{\"id\":\"4\",\"type\":\"\\u0000\"}\n{\"type\":\"x\",\"id\":\"5\"} {}\n{\"type\":\"x\",\"id\":\"6\"}");
        assertThat(lines).hasSize(8);
        assertThat(event(lines.getFirst()).id()).isEqualTo("1");
        assertThat(event(lines.getLast()).id()).isEqualTo("6");
        assertThat(lines.subList(1, 7).stream().map(PlainEventTest::errors))
                .containsExactly(
                        " malformed_json",
                        " wrong_type",
                        " malformed_json",
                        " too_large",
                        "/type invalid_value",
                        " malformed_json");
        assertThat(((Decoded.Refused) lines.get(4)).item()).hasSize(4096);
    }

    @Test
    void rowsHaveTheirAttributesAndTheRestAsColumns() throws IOException {
        List<Decoded> rows = table("""
                type,subject,user_id,time,quantity,plan,specversion
                login,acme,u1,2026-03-02T00:00:00Z,,"gold, old",1.0
                x,,,2026-03-02,2.50,,
                """);
        UsageEvent first = event(rows.getFirst());
        assertThat(first.account()).isEqualTo("acme");
        assertThat(first.value()).isNull();
        assertThat(first.properties()).isEqualTo("{\"plan\":\"gold, old\"}");
        UsageEvent second = event(rows.getLast());
        assertThat(second.time()).isEqualTo("2026-03-01T15:00:00Z");
        assertThat(second.value()).isEqualByComparingTo("2.5");
        assertThat(second.properties()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "type,id\\n,1 | /type required",
                "type,time\\nx, | /id required",
                "type,id,time\\nx,1,soon | /time invalid_value",
                "type,id,value\\nx,1,much | /value invalid_value",
                "type,id,source\\nx,1,a b | /source invalid_value",
                "type,id,specversion\\nx,1,2 | /specversion invalid_value",
                "type,id,subject,account_id\\nx,1,a,b | /account_id account_mismatch",
                "type,id\\nfeature.used,1 | /feature required",
                "type,id\\nx,1,2 | ` wrong_field_count`"
            })
    void badRowsAreNamed(String csv, String expected) throws IOException {
        assertThat(errors(table(csv.replace("\\n", "\n") + "\n").getFirst())).isEqualTo(expected);
    }

    @Test
    void aTableWithoutAUsableHeaderIsMalformed() {
        for (String csv : List.of("", "id,time\n1,2\n", "type,type\nx,y\n")) {
            assertThatThrownBy(() -> table(csv)).as(csv).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void whatEndsTheReadingComesThroughAsItIs() {
        ProblemException full = new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, "Too large.");
        InputStream ending = new InputStream() {
            @Override
            public int read() {
                throw full;
            }
        };
        InputStream lines = new SequenceInputStream(bytes("{\"type\":\"x\",\"id\":\"1\"}\n"), ending);
        assertThatThrownBy(() -> all(new EventLines(lines, new Filling(null)))).isSameAs(full);
        InputStream rows = new SequenceInputStream(bytes("type,id\n" + "x,1\n".repeat(20_000)), ending);
        assertThatThrownBy(() -> all(new EventTable(rows, StandardCharsets.UTF_8, ZoneId.of("UTC"), new Filling(null))))
                .isSameAs(full);
    }
}
