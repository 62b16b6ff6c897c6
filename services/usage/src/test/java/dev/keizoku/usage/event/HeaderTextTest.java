package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    /** As a server reads the bytes a client sent. */
    private static String asBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, plain",
                "acct 1, acct 1",
                "acct%201, acct 1",
                "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
                "%25, %",
                "%2541, %41",
                "100%, 100%",
                "5%zz, 5%zz",
                "\"quoted \\\"text\\\" \\\\ %41\", quoted \"text\" \\ A",
                "\"unclosed, \"unclosed",
                "%e5%8f%96, 取"
            })
    void decodesWhatSdksAndTheBindingWrite(String header, String text) throws CharacterCodingException {
        assertThat(HeaderText.decode(header)).isEqualTo(text);
    }

    @Test
    void takesRawUtf8() throws CharacterCodingException {
        assertThat(HeaderText.decode(asBytes("取引先 €"))).isEqualTo("取引先 €");
        assertThat(HeaderText.decode(asBytes("取") + "%20%E5%BC%95")).isEqualTo("取 引");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%28", "%FF", "%ED%A0%80", "é", "%C0%80"})
    void refusesWhatIsNotUtf8(String header) {
        assertThatThrownBy(() -> HeaderText.decode(header)).isInstanceOf(CharacterCodingException.class);
    }
}
