package dev.keizoku.health.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.pull.UsageMeasure;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetDayTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    @Test
    void fellWhenTheMiddleAccountDidLessThanHalf() {
        assertThat(FleetDay.of(DAY, accounts(10, 30, 100)).ratio()).isEqualTo(0.3);
        assertThat(FleetDay.of(DAY, accounts(10, 30, 100)).fell()).isTrue();
        assertThat(FleetDay.of(DAY, accounts(10, 50, 100)).fell()).isFalse();
    }

    @Test
    void heedsTheMiddleAndNotTheLargest() {
        Stream<UsageMeasure> small = accounts(9, 100, 100).stream();
        Stream<UsageMeasure> large = accounts(1, 0, 100_000).stream();
        assertThat(FleetDay.of(DAY, Stream.concat(small, large).toList()).fell())
                .isFalse();
    }

    @Test
    void saysNothingOfFewerThanTen() {
        assertThat(FleetDay.of(DAY, accounts(9, 0, 100)).ratio()).isNull();
        assertThat(FleetDay.of(DAY, accounts(20, 0, 0)).ratio()).isNull();
    }

    private static List<UsageMeasure> accounts(int count, int events, int usual) {
        return IntStream.range(0, count)
                .mapToObj(i -> AccountDays.on(DAY)
                        .usage("""
                                {"first_seen_on": "2025-01-01", "active_days_7": 5, "active_days_28": 20,
                                 "active_users_7": 1, "active_users_28": 1, "active_days_90": 60, "active_users_90": 1,
                                 "events_7": 1, "events_28": 1, "events_90": 1,
                                 "level": {"days": [{"day": "%s", "events": %d, "usual": %d, "scale": 1, "z": 0}]}}
                                """.formatted(DAY, events, usual))
                        .build()
                        .usage())
                .map(Objects::requireNonNull)
                .toList();
    }
}
