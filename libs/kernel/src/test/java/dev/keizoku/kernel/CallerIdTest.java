package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "株式会社/1;x", "+0usJZzgVzdt=", "🦊", "a b"})
    void anyUnicodeButControlCharactersIsAnId(String id) {
        assertThat(CallerId.check(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "a\n", "\u0085", "\ud800"})
    void controlCharactersAndLoneSurrogatesAreRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallerId.check(id));
    }

    @Test
    void lengthCountsCharactersNotBytes() {
        assertThat(CallerId.check("🦊".repeat(255))).hasSize(510);
        assertThatIllegalArgumentException().isThrownBy(() -> CallerId.check("a".repeat(256)));
    }

    @Test
    void theOrderIsThatOfTheBytes() {
        List<String> ids = List.of("", "A", "a", "é", "\uffee", "🦊", "🦊a");
        for (String left : ids) {
            for (String right : ids) {
                int bytes = Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(CallerId.BYTEWISE.compare(left, right)))
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}
