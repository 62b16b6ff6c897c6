package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueNightsTest {

    @Test
    void beginsWithTheDayThatJustEnded() {
        assertThat(due(null, "2026-03-01T15:00:00Z", "Asia/Tokyo")).containsExactly(LocalDate.of(2026, 3, 1));
        assertThat(due(null, "2026-03-01T14:59:59Z", "Asia/Tokyo")).containsExactly(LocalDate.of(2026, 2, 28));
    }

    @Test
    void isDueOnceADayAlsoWhenClocksChange() {
        // The day of 23 hours and the day of 25 hours in Berlin.
        assertThat(due("2026-03-28", "2026-03-29T21:59:59Z", "Europe/Berlin")).isEmpty();
        assertThat(due("2026-03-28", "2026-03-29T22:00:00Z", "Europe/Berlin"))
                .containsExactly(LocalDate.of(2026, 3, 29));
        assertThat(due("2026-10-24", "2026-10-25T22:59:59Z", "Europe/Berlin")).isEmpty();
        assertThat(due("2026-10-24", "2026-10-25T23:00:00Z", "Europe/Berlin"))
                .containsExactly(LocalDate.of(2026, 10, 25));
    }

    @Test
    void catchesUpMissedNightsOldestFirst() {
        assertThat(due("2026-02-26", "2026-03-02T03:00:00Z", "UTC"))
                .containsExactly(LocalDate.of(2026, 2, 27), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 1));
    }

    @Test
    void catchesUpNoMoreThanAllowed() {
        assertThat(due("2024-01-01", "2026-03-02T03:00:00Z", "UTC"))
                .hasSize(35)
                .last()
                .isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void isNotDueAgainWhenTheClockRunsBackwards() {
        assertThat(due("2026-03-01", "2026-03-01T23:00:00Z", "UTC")).isEmpty();
    }

    @Test
    void waitsForTheDelay() {
        Instant justAfter = Instant.parse("2026-03-02T00:04:59Z");
        assertThat(DueNights.due(LocalDate.of(2026, 2, 28), justAfter, ZoneId.of("UTC"), Duration.ofMinutes(5), 35))
                .isEmpty();
    }

    private static List<LocalDate> due(@Nullable String last, String now, String zone) {
        return DueNights.due(
                last == null ? null : LocalDate.parse(last), Instant.parse(now), ZoneId.of(zone), Duration.ZERO, 35);
    }
}
