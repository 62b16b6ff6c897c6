package dev.keizoku.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void doublesUpToHalfAMinute() {
        Backoff backoff = Backoff.NONE;
        assertThat(backoff.delay()).isZero();
        backoff = backoff.after(SHORT);
        assertThat(backoff.delay()).isEqualTo(Duration.ofMillis(250));
        backoff = backoff.after(SHORT).after(SHORT);
        assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            backoff = backoff.after(SHORT);
        }
        assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void forgivesAfterAHealthyMinute() {
        Backoff backoff = new Backoff(9).after(Duration.ofMinutes(1));

        assertThat(backoff.delay()).isEqualTo(Duration.ofMillis(250));
    }
}
