package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final String GOOD = "\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/app\",\"type\":\"login\"";

    private static Decoded one(String json) throws IOException {
        return EventReader.one(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Decoded> batch(String json) throws IOException {
        return EventReader.batch(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static UsageEvent valid(String json) throws IOException {
        Decoded decoded = one(json);
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static List<FieldError> errors(String json) throws IOException {
        Decoded decoded = one(json);
        assertThat(decoded).as(json).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded).errors();
    }

    @Test
    void readsWhatItUnderstandsAndKeepsTheRest() throws IOException {
        UsageEvent event = valid("{" + GOOD + """
                , "subject": "acme/株", "time": "2026-03-02T09:30:00.1234567+09:00", "traceparent": "00-ab",
                "datacontenttype": "application/json",
                "data": {"user_id": "u1", "value": "2.50", "z": {"b": 1.0, "a": [true, null, 1e2]}, "a": "x"}}
                """);
        assertThat(event.account()).isEqualTo("acme/株");
        assertThat(event.user()).isEqualTo("u1");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-02T00:30:00.123456Z"));
        assertThat(event.value()).isEqualByComparingTo(new BigDecimal("2.5"));
        assertThat(event.properties()).isEqualTo("{\"a\":\"x\",\"z\":{\"a\":[true,null,100],\"b\":1}}");
        assertThat(event.extensions()).isEqualTo("{\"traceparent\":\"00-ab\"}");
    }

    @Test
    void leavesOutWhatIsNotThere() throws IOException {
        UsageEvent event = valid("{" + GOOD + ", \"time\": null, \"subject\": null, \"data\": {\"user_id\": null}}");
        assertThat(event.time()).isNull();
        assertThat(event.account()).isEqualTo(UsageEvent.NONE);
        assertThat(event.user()).isEqualTo(UsageEvent.NONE);
        assertThat(event.properties()).isNull();
    }

    @Test
    void takesTheAccountFromTheDataAndTheQuantityAsValue() throws IOException {
        UsageEvent event = valid("{" + GOOD + ", \"data\": {\"account_id\": \"acme\", \"quantity\": 3}}");
        assertThat(event.account()).isEqualTo("acme");
        assertThat(event.value()).isEqualByComparingTo(BigDecimal.valueOf(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[1, 2]", "true", "17"})
    void keepsDataThatIsNoObject(String data) throws IOException {
        assertThat(valid("{" + GOOD + ", \"data\": " + data + "}").properties()).isEqualTo(data.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"subject\":\"\" | /subject | invalid_value",
                "\"subject\":7 | /subject | wrong_type",
                "\"subject\":\"a\\u0000b\" | /subject | invalid_value",
                "\"subject\":\"\\ud800\" | /subject | invalid_value",
                "\"time\":\"yesterday\" | /time | invalid_value",
                "\"time\":\"2026-03-02T09:30:00\" | /time | invalid_value",
                "\"time\":\"2026-02-30T09:30:00Z\" | /time | invalid_value",
                "\"time\":\"+999999999-01-01T00:00:00Z\" | /time | out_of_range",
                "\"time\":\"1969-12-31T23:59:59Z\" | /time | out_of_range",
                "\"time\":1760000000 | /time | wrong_type",
                "\"data\":{\"user_id\":42} | /data/user_id | wrong_type",
                "\"data\":{\"user_id\":\"\"} | /data/user_id | invalid_value",
                "\"data\":{\"value\":\"many\"} | /data/value | invalid_value",
                "\"data\":{\"value\":true} | /data/value | wrong_type",
                "\"data\":{\"value\":1e400} | /data/value | invalid_value",
                "\"data\":{\"value\":1e1000000000} | /data/value | invalid_value",
                "\"data\":{\"value\":0.0000001} | /data/value | invalid_value",
                "\"data\":{\"x\":{\"y\":1e1000000000}} | /data/x/y | invalid_value",
                "\"data\":{\"x\":1e99999999999999} | /data/x | invalid_value",
                "\"data\":{\"x\":\"a\\u0000b\"} | /data/x | invalid_text",
                "\"data\":{\"x\":[\"\\udc00\"]} | /data/x/0 | invalid_text",
                "\"data\":{},\"data_base64\":\"AA==\" | /data_base64 | invalid_value",
                "\"accountId\":\"x\" | /accountId | unknown_field",
                "\"region\":{\"a\":1} | /region | wrong_type"
            })
    void namesTheFieldThatIsWrong(String members, String pointer, String code) throws IOException {
        assertThat(errors("{" + GOOD + "," + members + "}"))
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(pointer, code));
    }

    @Test
    void namesEveryFieldThatIsWrongAtOnce() throws IOException {
        assertThat(errors(
                        "{\"specversion\":\"0.3\",\"source\":\"has space\",\"type\":\"feature.used\",\"subject\":\"a\","
                                + "\"data\":{\"account_id\":\"b\"}}"))
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/specversion", "/source", "/id", "/data/account_id", "/data/feature");
    }

    @Test
    void aBadEventOfABatchLeavesTheOthers() throws IOException {
        List<Decoded> events = batch("[{" + GOOD + "}, {\"id\":\"e2\",\"time\":{}}, 7, {" + GOOD + "}]");
        assertThat(events).hasSize(4);
        assertThat(events.get(0)).isInstanceOf(Decoded.Valid.class);
        assertThat(((Decoded.Refused) events.get(1)).id()).isEqualTo("e2");
        assertThat(((Decoded.Refused) events.get(1)).errors().getFirst().pointer())
                .isEqualTo("/time");
        assertThat(events.get(2)).isInstanceOf(Decoded.Refused.class);
        assertThat(events.get(3)).isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void anEventOf64KilobytesIsTakenAndOneOfMoreThan256IsNot() throws IOException {
        String part = "\"" + "s".repeat(60_000) + "\"";
        assertThat(one("{" + GOOD + ",\"data\":{\"a\":" + part + ",\"b\":" + part + "}}"))
                .isInstanceOf(Decoded.Valid.class);
        String parts = String.join(",", part, part, part, part, part);
        assertThat(errors("{" + GOOD + ",\"data\":[" + parts + "]}").getFirst().code())
                .isEqualTo("too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[",
                "[{\"id\":",
                "{}",
                "\"x\"",
                "[] []",
                "[{\"id\":\"a\",\"id\":\"b\"}]",
                "<xml/>",
                "[{\"id\":\"a\"}] x"
            })
    void aBodyThatIsNoBatchIsRefusedWhole(String body) {
        assertThatThrownBy(() -> batch(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().slug()).isEqualTo("malformed_json"));
    }

    @Test
    void bombsAreRefused() {
        String digits = "[{\"data\":" + "9".repeat(2000) + "}]";
        String string = "[{\"data\":\"" + "s".repeat(100_000) + "\"}]";
        String name = "[{\"" + "n".repeat(60_000) + "\":1}]";
        for (String body : List.of("[".repeat(100_000), "[{\"data\":" + "[".repeat(40), digits, string, name)) {
            assertThatThrownBy(() -> batch(body)).isInstanceOf(ProblemException.class);
        }
        byte[] notUtf8 = {'[', '"', (byte) 0xC3, (byte) 0x28, '"', ']'};
        assertThatThrownBy(() -> EventReader.batch(new ByteArrayInputStream(notUtf8)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aBatchHasAtMostTenThousandEvents() throws IOException {
        assertThat(batch("[" + "{},".repeat(9_999) + "{}]")).hasSize(10_000);
        assertThatThrownBy(() -> batch("[" + "{},".repeat(10_000) + "{}]"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(413));
        assertThat(batch("[]")).isEmpty();
    }
}
