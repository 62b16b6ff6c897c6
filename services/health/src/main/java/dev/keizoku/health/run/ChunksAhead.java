package dev.keizoku.health.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rows of an iterator in chunks, the next of which is read while the one before is worked on: the other services go on
 * sending while the database writes. Two chunks are held at most.
 */
final class ChunksAhead<T> implements AutoCloseable {

    private final Iterator<T> rows;
    private final int size;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("chunks-ahead").factory());
    private Future<Chunk<T>> next;

    ChunksAhead(Iterator<T> rows, int size) {
        this.rows = rows;
        this.size = size;
        this.next = reader.submit(this::read);
    }

    /**
     * Some rows.
     *
     * @param last whether none follow
     */
    record Chunk<T>(List<T> rows, boolean last) {}

    /** The next chunk; the last one may be empty. What the reading throws is thrown here. */
    Chunk<T> next() {
        Chunk<T> chunk = await();
        if (!chunk.last()) {
            next = reader.submit(this::read);
        }
        return chunk;
    }

    /** Stops reading, and returns when nobody reads any more. */
    @Override
    public void close() {
        reader.shutdownNow();
        reader.close();
    }

    private Chunk<T> await() {
        try {
            return next.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException known -> throw known;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading accounts.", stop);
        }
    }

    private Chunk<T> read() {
        List<T> chunk = new ArrayList<>(size);
        while (chunk.size() < size && rows.hasNext()) {
            chunk.add(rows.next());
        }
        return new Chunk<>(chunk, !rows.hasNext());
    }
}
