package dev.keizoku.bench;

import dev.keizoku.bench.load.LoadConnection;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Runs the same work over several connections at once until all are done; the first failure ends the bench. */
final class Load {

    private Load() {}

    /** What one connection does. */
    interface Work {
        void run(LoadConnection connection) throws IOException;
    }

    static void on(int port, int connections, Work work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, connections)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> run(port, work), threads))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BenchFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void run(int port, Work work) {
        try (var connection = new LoadConnection(port)) {
            work.run(connection);
        } catch (IOException e) {
            throw new BenchFailure("A connection broke: " + e.getMessage(), e);
        }
    }
}
