package dev.keizoku.gateway.limit;

import java.time.Duration;

/** Settings of a test: the same limit for every class. */
record TestLimits(long each, int keyPercent) implements LimitConfig {

    @Override
    public long ingestion() {
        return each;
    }

    @Override
    public long reads() {
        return each;
    }

    @Override
    public long writes() {
        return each;
    }

    @Override
    public long exports() {
        return each;
    }

    @Override
    public int awayPercent() {
        return 50;
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration remembered() {
        return Duration.ofMinutes(10);
    }

    @Override
    public long failedAttempts() {
        return each;
    }
}
