package dev.keizoku.launcher.process;

import java.time.Duration;

/** How long to wait before a process that ended by itself is started again: doubling, and forgiven after a healthy while. */
public record Backoff(int failures) {
    public static final Backoff NONE = new Backoff(0);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 16;

    public Backoff after(Duration lived) {
        return lived.compareTo(HEALTHY) >= 0 ? new Backoff(1) : new Backoff(failures + 1);
    }

    public Duration delay() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
