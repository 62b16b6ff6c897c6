package dev.keizoku.health.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetVoiceTest {

    @Test
    void fellWhenLessThanHalfOfTheUsualAccountsAreHeardOf() {
        List<Integer> twenty = List.of(0, 20, 20, 20, 22, 20, 90, 18);

        assertThat(FleetVoice.of("ticket", 9, twenty).fell()).isTrue();
        assertThat(FleetVoice.of("ticket", 9, twenty).ratio()).isEqualTo(0.45);
        assertThat(FleetVoice.of("ticket", 10, twenty).fell()).isFalse();
    }

    @Test
    void aFewAreMissedOnlyWhenNobodyIsHeardOf() {
        List<Integer> six = List.of(6, 6, 6, 6, 6, 6, 6, 6);

        assertThat(FleetVoice.of("ticket", 1, six).fell()).isFalse();
        assertThat(FleetVoice.of("ticket", 0, six).fell()).isTrue();
    }

    @Test
    void saysNothingWhereHardlyAnybodyWrites() {
        FleetVoice few = FleetVoice.of("message", 0, List.of(5, 5, 5, 5, 5, 5, 5, 5));

        assertThat(few.comparable()).isFalse();
        assertThat(few.fell()).isFalse();
        assertThat(FleetVoice.of("message", 3, List.of()).ratio()).isNull();
    }
}
