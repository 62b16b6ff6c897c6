package dev.keizoku.metrics.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.lifetime.PaidHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionsTest {

    @ParameterizedTest
    @CsvSource({
        // began on day 100 with 30 days: first paid, first unknown day, converted, open, expired
        "100, 200, 1, 0, 0",
        "130, 200, 1, 0, 0",
        "131, 200, 0, 0, 1",
        "120, 121, 1, 0, 0",
        "120, 120, 0, 1, 0",
        "125, 120, 0, 1, 0"
    })
    void aSignUpConvertsWithinItsDaysOrExpires(int paid, int tomorrow, long converted, long open, long expired) {
        assertThat(Conversions.NONE.plus(100, paid, 30, tomorrow)).isEqualTo(new Conversions(converted, open, expired));
    }

    @Test
    void whoNeverPaidIsOpenUntilTheLastDayIsOver() {
        assertThat(Conversions.NONE.plus(100, PaidHistory.NEVER, 30, 130).open())
                .isEqualTo(1);
        assertThat(Conversions.NONE.plus(100, PaidHistory.NEVER, 30, 131).expired())
                .isEqualTo(1);
    }

    @Test
    void everySignUpIsOneOfTheThree() {
        Conversions three = Conversions.NONE
                .plus(100, 110, 30, 200)
                .plus(100, PaidHistory.NEVER, 30, 200)
                .plus(190, PaidHistory.NEVER, 30, 200);
        assertThat(three).isEqualTo(new Conversions(1, 1, 1));
        assertThat(three.signUps()).isEqualTo(3);
    }
}
