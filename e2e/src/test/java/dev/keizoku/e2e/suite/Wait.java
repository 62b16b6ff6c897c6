package dev.keizoku.e2e.suite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in the background, as long as it takes and no longer than allowed. */
public final class Wait {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Wait() {}

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void until(Duration limit, String what, BooleanSupplier condition) {
        passes(limit, () -> {
            if (!condition.getAsBoolean()) {
                throw new AssertionError(what + " did not hold within " + limit);
            }
            return true;
        });
    }

    /** Lets time go by that is itself what the story tells of. */
    public static void lasts(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Repeats an assertion until it passes; the last failure is thrown when it does not in time. */
    public static <T> T passes(Duration limit, Supplier<T> assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return assertion.get();
            } catch (AssertionError failure) {
                if (System.nanoTime() > deadline) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
