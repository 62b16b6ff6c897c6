package dev.keizoku.metrics.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "2026-11-26T15:11:54.123456Z",
                "2026-11-26T15:11:54.1Z",
                "1970-01-01T00:00:00Z",
                "2199-12-31T23:59:59.999999999Z",
                "2026-11-26T24:00:00Z",
                "2026-11-26T15:11:54+09:00",
                "2026-11-26T15:11:54.Z",
                "-0001-11-26T15:11:54Z"
            })
    void readsWhatAFormatterReads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-26",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-26T25:00:00Z",
                "2026-11-26T15:60:00Z",
                "2026-11-26T15:11:61Z",
                "2026-11-26 15:11:54Z",
                "2026-1a-26T15:11:54Z",
                "2026-11-26T15:11:54.12x4Z"
            })
    void refusesWhatAFormatterRefuses(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> InstantText.parse(text));
    }
}
