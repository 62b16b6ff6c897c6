package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.kernel.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @Property(tries = 500)
    void theQuickWayReadsWhatTheGeneralOneReads(
            @ForAll @LongRange(max = 7_258_118_399L) long second, @ForAll @IntRange(max = 999_999_999) int nano) {
        String text = Instant.ofEpochSecond(second, nano).toString();
        assertThat(EventTime.read(text)).isEqualTo(TimeText.instant(text).truncatedTo(ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02 00:30:00Z", "2026-03-02T09:30:00+09:00", "2026-03-02T00:30:00.0Z"})
    void otherSpellingsOfTheSameInstantAreRead(String text) {
        assertThat(EventTime.read(text)).isEqualTo(Instant.parse("2026-03-02T00:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-02",
                "2026-03-02T24:00:00Z",
                "2026-03-02T00:60:00Z",
                "2026-03-02T00:00:61Z",
                "2026-02-29T00:00:00Z",
                "2026-03-02T00:00:00.1234567890Z",
                "2026-03-02T00:00:00",
                "1969-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "٢٠٢٦-03-02T00:00:00Z"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> EventTime.read(text)).isInstanceOf(DateTimeException.class);
    }
}
