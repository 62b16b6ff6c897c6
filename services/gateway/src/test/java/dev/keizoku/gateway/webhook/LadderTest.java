package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderTest {

    private final RandomGenerator random = new Random(7);

    @Test
    void hasElevenStepsOverSomeFourDays() {
        List<Duration> steps = IntStream.range(0, 11)
                .mapToObj(each -> Ladder.after(each, () -> 0))
                .toList();
        assertThat(steps.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.parse("PT99H35M5S"));
        assertThat(Ladder.ended(10, Duration.ofHours(110))).isFalse();
        assertThat(Ladder.ended(11, Duration.ofHours(100))).isTrue();
    }

    @Test
    void repeatsTheLastStepUntilFourDaysAreOver() {
        assertThat(Ladder.ended(20, Duration.ofHours(96).minusNanos(1))).isFalse();
        assertThat(Ladder.ended(20, Duration.ofHours(96))).isTrue();
        assertThat(Ladder.after(20, () -> 0)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void isUpToATenthLate() {
        for (int i = 0; i < 1000; i++) {
            assertThat(Ladder.after(2, random)).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(330));
        }
    }
}
