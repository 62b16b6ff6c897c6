package dev.keizoku.gateway.webhook;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a message is tried again: eleven times in some four days, each a little later than the step says, and so on by the
 * last step until it is old enough to be given up.
 */
final class Ladder {

    private static final List<Duration> STEPS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24),
            Duration.ofHours(24));

    /** Whoever is away for less than this gets all of it afterwards. */
    static final Duration PROMISED = Duration.ofHours(96);

    private static final double JITTER = 0.1;

    private Ladder() {}

    /** Whether a message of this age that was tried so often is tried no more. */
    static boolean ended(int attempts, Duration age) {
        return attempts >= STEPS.size() && age.compareTo(PROMISED) >= 0;
    }

    /** How long to wait after so many attempts, so that receivers that failed together are not asked together. */
    static Duration after(int attempts, RandomGenerator random) {
        Duration step = STEPS.get(Math.min(attempts, STEPS.size() - 1));
        return step.plusMillis((long) (step.toMillis() * JITTER * random.nextDouble()));
    }
}
