package dev.keizoku.usage.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets one thread read what another works on, a few hundred items ahead of it and no more. */
final class ReadAhead<T> {

    private static final int TOGETHER = 100;
    private static final int AHEAD = 4;
    private static final int PATIENCE_MILLIS = 200;

    private final BlockingQueue<List<T>> read = new ArrayBlockingQueue<>(AHEAD);
    private List<T> next = new ArrayList<>(TOGETHER);
    private volatile boolean unwanted;

    private ReadAhead() {}

    /** Hands over items, in the order in which they are to be worked on. */
    interface Reading<T> {
        void into(Sink<T> shelf) throws IOException;
    }

    /** Takes one item after another. */
    interface Sink<T> {
        void accept(T item) throws IOException;
    }

    /** Works on what is read, on this thread, until there is no more; whatever fails stops both. */
    static <T> void run(Reading<T> reading, Sink<T> work) throws IOException {
        ReadAhead<T> ahead = new ReadAhead<>();
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> done = reader.submit(() -> {
                try {
                    reading.into(ahead::add);
                } finally {
                    ahead.end();
                }
                return null;
            });
            try {
                ahead.drain(work);
                done.get();
            } catch (ExecutionException failed) {
                throw failure(failed.getCause());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("The service is stopping.", stopping);
            } finally {
                ahead.unwanted = true;
            }
        }
    }

    private void add(T item) throws IOException {
        next.add(item);
        if (next.size() == TOGETHER) {
            put();
        }
    }

    /** An empty list says that there is no more. */
    private void end() throws IOException {
        if (!next.isEmpty()) {
            put();
        }
        put();
    }

    /** Asks whether it is still wanted and is not interrupted: an interrupt would close the connection it reads from. */
    private void put() throws IOException {
        try {
            while (!read.offer(next, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (unwanted) {
                    throw new IOException("What is read is not wanted any more.");
                }
            }
            next = new ArrayList<>(TOGETHER);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("The service is stopping.", stopping);
        }
    }

    private void drain(Sink<T> work) throws IOException, InterruptedException {
        for (List<T> items = read.take(); !items.isEmpty(); items = read.take()) {
            for (T item : items) {
                work.accept(item);
            }
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        return new IOException(cause);
    }
}
