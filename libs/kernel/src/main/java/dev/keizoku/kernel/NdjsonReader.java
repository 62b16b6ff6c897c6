package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link NdjsonWriter} wrote, row by row in constant memory, and refuses a stream that broke off. */
public final class NdjsonReader<T> implements Iterator<T>, AutoCloseable {

    /** The stream ended before its last line, or the last line counts other rows than came. */
    public static final class TruncatedStream extends RuntimeException {
        TruncatedStream(String message) {
            super(message);
        }

        TruncatedStream(IOException cause) {
            super("The stream broke off.", cause);
        }
    }

    private final MappingIterator<JsonNode> lines;
    private final ObjectReader rows;
    private final Class<T> type;
    private @Nullable T next;
    private boolean finished;
    private long count;

    public NdjsonReader(InputStream in, ObjectMapper mapper, Class<T> type) throws IOException {
        this.rows = mapper.reader();
        this.type = type;
        this.lines = mapper.readerFor(JsonNode.class).readValues(in);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !finished) {
            next = advance();
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T row = next;
        next = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable T advance() {
        try {
            if (!lines.hasNextValue()) {
                throw new TruncatedStream("The stream ended without its last line after " + count + " rows.");
            }
            JsonNode line = lines.nextValue();
            if (line.path("end").asBoolean(false)) {
                finished = true;
                if (line.path("count").asLong(-1) != count) {
                    throw new TruncatedStream("The stream's last line counts other rows than came: " + count + ".");
                }
                return null;
            }
            count++;
            return rows.treeToValue(line, type);
        } catch (IOException broken) {
            throw new TruncatedStream(broken);
        }
    }
}
