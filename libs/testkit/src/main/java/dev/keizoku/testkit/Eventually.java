package dev.keizoku.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in the background, as long as it takes and no longer than allowed. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @throws AssertionError when it does not in time
     */
    public static void within(Duration limit, BooleanSupplier condition) {
        within(limit, "the condition", condition);
    }

    public static void within(Duration limit, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not hold within " + limit);
            }
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
