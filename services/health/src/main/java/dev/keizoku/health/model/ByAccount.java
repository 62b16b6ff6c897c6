package dev.keizoku.health.model;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.NdjsonReader;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks through a stream that is sorted by account beside something else that is; it is opened when first asked. */
final class ByAccount<T> implements AutoCloseable {

    private final Supplier<NdjsonReader<T>> stream;
    private final Function<T, String> id;
    private @Nullable NdjsonReader<T> rows;
    private @Nullable T head;

    ByAccount(Supplier<NdjsonReader<T>> stream, Function<T, String> id) {
        this.stream = stream;
        this.id = id;
    }

    /** The row of an account that comes after all that were asked for before. */
    @Nullable T of(String account) {
        NdjsonReader<T> open = rows == null ? stream.get() : rows;
        rows = open;
        while (head == null || CallerId.BYTEWISE.compare(id.apply(head), account) < 0) {
            if (!open.hasNext()) {
                return null;
            }
            head = open.next();
        }
        return id.apply(head).equals(account) ? head : null;
    }

    /** Reads to the last line, which alone proves that the stream was whole. */
    void finish() {
        while (rows != null && rows.hasNext()) {
            rows.next();
        }
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
