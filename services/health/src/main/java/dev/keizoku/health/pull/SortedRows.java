package dev.keizoku.health.pull;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.NdjsonReader.TruncatedStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one stream inside a slice, with a look at the next one; refuses a stream that is not sorted. */
final class SortedRows<T> implements Closeable {

    private final String service;
    private final NdjsonReader<T> reader;
    private final Function<T, String> key;
    private final StreamSlice slice;
    private @Nullable String last;
    private @Nullable T head;
    private boolean ended;

    SortedRows(String service, NdjsonReader<T> reader, Function<T, String> key, StreamSlice slice) {
        this.service = service;
        this.reader = reader;
        this.key = key;
        this.slice = slice;
    }

    /** The next row, which stays next; null at the end, which is only reached through the stream's last line. */
    @Nullable T peek() {
        while (head == null && !ended) {
            head = read();
        }
        return head;
    }

    void skip() {
        head = null;
    }

    /** Skips the rows of accounts before one, and says how many those were. */
    long skipBefore(String account) {
        long skipped = 0;
        for (T next = peek(); next != null && isBefore(next, account); next = peek()) {
            skipped++;
            skip();
        }
        return skipped;
    }

    /** The row of an account, which is behind it then; null when there is none. */
    @Nullable T at(String account) {
        skipBefore(account);
        T next = peek();
        if (next == null || !key.apply(next).equals(account)) {
            return null;
        }
        skip();
        return next;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean isBefore(T row, String account) {
        return CallerId.BYTEWISE.compare(key.apply(row), account) < 0;
    }

    private @Nullable T read() {
        try {
            if (!reader.hasNext()) {
                ended = true;
                return null;
            }
            T row = reader.next();
            String id = key.apply(row);
            if (last != null && CallerId.BYTEWISE.compare(last, id) >= 0) {
                throw new UpstreamFailure(service, service + " sent a stream that is not sorted by account");
            }
            last = id;
            return inside(id) ? row : null;
        } catch (TruncatedStream broken) {
            throw new UpstreamFailure(service, "the stream of " + service + " broke off", broken);
        }
    }

    private boolean inside(String id) {
        return (slice.after() == null || CallerId.BYTEWISE.compare(id, slice.after()) > 0)
                && (slice.from() == null || CallerId.BYTEWISE.compare(id, slice.from()) >= 0)
                && (slice.to() == null || CallerId.BYTEWISE.compare(id, slice.to()) < 0);
    }
}
