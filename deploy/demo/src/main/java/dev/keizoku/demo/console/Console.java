package dev.keizoku.demo.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints steps with their progress and time: over one line on a terminal, as a line every two seconds elsewhere. */
public final class Console {

    private static final int WIDTH = 100;
    private static final Duration LIVE = Duration.ofMillis(100);
    private static final Duration LOGGED = Duration.ofSeconds(2);

    private final PrintStream out;
    private final boolean live;

    public Console(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Work that can tell how far it is and ends with a few words on what it did. */
    @FunctionalInterface
    public interface Step<T> {
        T run(Progress progress);
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Runs a step under its title; what it returns is printed beside the title when it is a text. */
    public <T> T step(String title, Step<T> step) {
        var started = System.nanoTime();
        var ticker = new Ticker(title, started);
        ticker.begin();
        var result = step.run(ticker);
        var words = result instanceof String text ? text : "";
        var seconds = (System.nanoTime() - started) / 1e9;
        line(String.format(Locale.ROOT, "%s  %-20s %-58s %6.1f s", live ? "\r" : "", title, words, seconds));
        return result;
    }

    private final class Ticker implements Progress {

        private final String title;
        private long lastShown;

        Ticker(String title, long started) {
            this.title = title;
            this.lastShown = started;
        }

        void begin() {
            if (live) {
                show("");
            }
        }

        @Override
        public synchronized void at(String words) {
            var now = System.nanoTime();
            if (now - lastShown >= (live ? LIVE : LOGGED).toNanos()) {
                lastShown = now;
                show(words);
            }
        }

        private void show(String words) {
            var text = String.format(Locale.ROOT, "  %-20s %s", title, words);
            if (live) {
                out.print("\r" + " ".repeat(WIDTH) + "\r" + text);
                out.flush();
            } else {
                line(text + " …");
            }
        }
    }
}
