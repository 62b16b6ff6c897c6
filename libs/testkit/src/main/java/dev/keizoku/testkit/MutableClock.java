package dev.keizoku.testkit;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of the service under test: stands still until a test moves it. */
public final class MutableClock extends Clock {

    /** Where it stands when a test class begins. */
    public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(START);

    private MutableClock() {}

    public static void set(Instant now) {
        NOW.set(now);
    }

    public static void set(String now) {
        NOW.set(Instant.parse(now));
    }

    public static void advance(Duration duration) {
        NOW.updateAndGet(now -> now.plus(duration));
    }

    public static void reset() {
        NOW.set(START);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(NOW.get(), zone);
    }

    @Override
    public Instant instant() {
        return NOW.get();
    }

    /** Puts this clock in the place of the real one wherever the testkit is on the class path. */
    @Singleton
    static final class Producer {

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Clock clock() {
            return new MutableClock();
        }
    }
}
