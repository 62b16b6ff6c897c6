package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryEventTest {

    private final Map<String, List<String>> headers = new HashMap<>(Map.of(
            "ce-specversion", List.of("1.0"),
            "CE-Id", List.of("e1"),
            "ce-source", List.of("/app"),
            "ce-type", List.of("login"),
            "User-Agent", List.of("test")));

    private Decoded decode(@Nullable String type, byte[] body) throws IOException {
        return BinaryEvent.decode(headers, type, new ByteArrayInputStream(body));
    }

    private UsageEvent valid(@Nullable String type, String body) throws IOException {
        Decoded decoded = decode(type, body.getBytes(StandardCharsets.UTF_8));
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private List<String> errors(String type, byte[] body) throws IOException {
        Decoded decoded = decode(type, body);
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded)
                .errors().stream()
                        .map(error -> error.pointer() + " " + error.code())
                        .toList();
    }

    @Test
    void headersAreAttributesAndTheBodyIsData() throws IOException {
        headers.put("ce-subject", List.of("acct%201"));
        headers.put("ce-time", List.of("2026-03-02T09:30:00+09:00"));
        headers.put("ce-accountid", List.of("acct 1"));
        UsageEvent event = valid("application/json; charset=utf-8", "{\"user_id\":\"u\",\"quantity\":3,\"x\":[1]}");
        assertThat(event.id()).isEqualTo("e1");
        assertThat(event.account()).isEqualTo("acct 1");
        assertThat(event.time()).isEqualTo("2026-03-02T00:30:00Z");
        assertThat(event.user()).isEqualTo("u");
        assertThat(event.value()).isEqualByComparingTo("3");
        assertThat(event.properties()).isEqualTo("{\"x\":[1]}");
        assertThat(event.extensions()).isEqualTo("{\"accountid\":\"acct 1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "text/plain; charset=us-ascii, \"Hello\", {\"datacontenttype\":\"text/plain; charset=us-ascii\"}",
                "application/xml, \"Hello\", {\"datacontenttype\":\"application/xml\"}",
                "image/png, {\"data_base64\":\"SGVsbG8=\"}, {\"datacontenttype\":\"image/png\"}"
            })
    void dataIsReadByItsContentType(String type, String properties, String extensions) throws IOException {
        UsageEvent event = valid(type, "Hello");
        assertThat(event.properties()).isEqualTo(properties);
        assertThat(event.extensions()).isEqualTo(extensions);
    }

    @Test
    void textIsReadInItsCharset() throws IOException {
        Decoded decoded = decode("text/plain; charset=Shift_JIS", "取引".getBytes(Charset.forName("Shift_JIS")));
        assertThat(((Decoded.Valid) decoded).event().properties()).isEqualTo("\"取引\"");
        assertThat(errors("text/plain", new byte[] {(byte) 0xff})).containsExactly(" invalid_text");
        assertThat(errors("text/plain; charset=none-such", new byte[] {1})).contains(" invalid_text");
    }

    @Test
    void anEventNeedsNoData() throws IOException {
        assertThat(valid(null, "").properties()).isNull();
        assertThat(valid("application/json", "null").properties()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ce-datacontenttype, application/json, ce-datacontenttype unknown_field",
        "ce-data, x, ce-data unknown_field",
        "ce-data_base64, x, ce-data_base64 unknown_field",
        "ce-my_ext, x, ce-my_ext unknown_field",
        "ce-time, yesterday, ce-time invalid_value",
        "ce-time, 2026-03-02T09:30:00, ce-time invalid_value",
        "ce-subject, '', ce-subject invalid_value",
        "ce-subject, %C3%28, ce-subject invalid_text",
        "ce-subject, a%0Ab, ce-subject invalid_value",
        "ce-x, %00, ce-x invalid_text",
        "ce-source, a b, ce-source invalid_value",
        "ce-specversion, 0.3, ce-specversion invalid_value"
    })
    void badHeadersAreNamed(String name, String value, String error) throws IOException {
        headers.put(name, List.of(value));
        assertThat(errors("application/json", new byte[0])).containsExactly(error);
    }

    @Test
    void whatIsMissingIsNamedAtOnce() throws IOException {
        headers.clear();
        headers.put("ce-specversion", List.of("1.0"));
        assertThat(errors("application/json", new byte[0]))
                .containsExactlyInAnyOrder("ce-id required", "ce-source required", "ce-type required");
        headers.put("ce-id", List.of("a", "b"));
        assertThat(errors("application/json", new byte[0]))
                .contains("ce-id repeated")
                .doesNotContain("ce-id required");
    }

    @Test
    void errorsOfTheDataPointIntoTheBody() throws IOException {
        assertThat(errors("application/json", "{\"value\":\"much\"}".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("/value invalid_value");
        byte[] large = new byte[257 * 1024];
        Arrays.fill(large, (byte) 'x');
        assertThat(errors("text/plain", large)).containsExactly(" too_large");
    }

    @Test
    void bodiesOf64KibibytesAreTaken() throws IOException {
        byte[] large = new byte[64 * 1024];
        Arrays.fill(large, (byte) 'x');
        assertThat(decode("text/plain", large)).isInstanceOf(Decoded.Valid.class);
        assertThat(decode("image/png", large)).isInstanceOf(Decoded.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"a\":1,\"a\":2}", "<xml/>"})
    void aBodyThatIsSaidToBeJsonIsJson(String body) {
        assertThatThrownBy(() -> decode("application/vnd.x+json", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void refusedEventsCanBeShown() throws IOException {
        headers.put("ce-time", List.of("soon"));
        Decoded.Refused refused =
                (Decoded.Refused) decode("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.id()).isEqualTo("e1");
        assertThat(refused.item()).contains("\"time\":\"soon\"", "\"data\":{\"a\":1}");
        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("ce-time");
    }
}
