package dev.keizoku.launcher.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person at the terminal reads: one line per step, with the seconds since the command began. */
public final class Console {
    private final PrintStream out;
    private final long startedNanos = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
    }

    /** A step of something that takes a while. */
    public synchronized void step(String text) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsed().toMillis() / 1000.0, text);
        out.flush();
    }

    /** A plain line. */
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
