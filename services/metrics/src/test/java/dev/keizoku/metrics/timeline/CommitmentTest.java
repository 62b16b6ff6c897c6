package dev.keizoku.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitmentTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 12-month",
        "2025-12-31T15:00:00Z, 2026-12-31T15:00:00Z, 12-month",
        "2026-03-01T05:00:00Z, 2026-06-01T04:00:00Z, 3-month",
        "2024-02-29T00:00:00Z, 2026-02-28T00:00:00Z, 24-month",
        "2026-01-01T00:00:00Z, 2026-01-15T00:00:00Z, 14-day"
    })
    void isNamedByItsLength(Instant from, Instant to, String length) {
        assertThat(new Commitment(from, to, false).length()).isEqualTo(length);
    }
}
