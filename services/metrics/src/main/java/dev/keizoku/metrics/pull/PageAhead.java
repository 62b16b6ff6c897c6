package dev.keizoku.metrics.pull;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A page of the feed that is read while the one before it is being applied.
 *
 * @param after the sequence it was asked from
 */
record PageAhead(long after, FutureTask<FactPage> task) {

    static PageAhead of(long after, Callable<FactPage> reading) {
        FutureTask<FactPage> task = new FutureTask<>(reading);
        Thread.startVirtualThread(task);
        return new PageAhead(after, task);
    }

    FactPage page() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the feed was being read.", stopping);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException away -> throw away;
                case RuntimeException unfit -> throw unfit;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }
}
