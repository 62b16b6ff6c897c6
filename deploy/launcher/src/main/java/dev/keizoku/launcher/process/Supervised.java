package dev.keizoku.launcher.process;

import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one process running until it is told to stop; a process that ends by itself is started again after a while. */
public final class Supervised {
    /** Starts the process; called again after each end. */
    public interface Starter {
        Process start() throws IOException;
    }

    private static final int KILLED = 137;

    private final String name;
    private final Starter starter;
    private final Consumer<Process> stopper;
    private final Console console;
    private final Thread watcher;
    private @Nullable Process process;
    private boolean stopping;
    private volatile int ends;

    public Supervised(String name, Starter starter, Consumer<Process> stopper, Console console) {
        this.name = name;
        this.starter = starter;
        this.stopper = stopper;
        this.console = console;
        this.watcher = Thread.ofVirtual().name("watch-" + name).unstarted(this::watch);
    }

    public Supervised start() {
        watcher.start();
        return this;
    }

    public String name() {
        return name;
    }

    /** How often the process ended by itself so far. */
    public int ends() {
        return ends;
    }

    /** From now on an end is final, whoever brings it about. */
    public synchronized void letGo() {
        stopping = true;
    }

    /** Stops the process for good and returns when it is gone. */
    public void stop() {
        letGo();
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last != null && last.isAlive()) {
            stopper.accept(last);
        }
        watcher.interrupt();
    }

    private void watch() {
        Backoff backoff = Backoff.NONE;
        try {
            while (true) {
                long began = System.nanoTime();
                String end;
                try {
                    Process started = startUnlessStopping();
                    if (started == null) {
                        return;
                    }
                    end = describe(started.waitFor());
                } catch (IOException | Refusal e) {
                    end = "did not start: " + e.getMessage();
                }
                if (isStopping()) {
                    return;
                }
                ends++;
                backoff = backoff.after(Duration.ofNanos(System.nanoTime() - began));
                Duration delay = backoff.delay();
                console.step(String.format(
                        Locale.ROOT, "%s %s; starting it again in %.2f s", name, end, delay.toMillis() / 1000.0));
                Thread.sleep(delay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Process startUnlessStopping() throws IOException {
        if (!stopping) {
            process = starter.start();
            return process;
        }
        return null;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private static String describe(int exitCode) {
        return exitCode == KILLED ? "was killed" : "ended with exit code " + exitCode;
    }
}
