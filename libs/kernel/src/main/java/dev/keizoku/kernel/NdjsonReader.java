package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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

    private final JsonParser lines;
    private final ObjectReader rows;
    private final ObjectReader ends;
    private @Nullable T next;
    private boolean finished;
    private long count;

    public NdjsonReader(InputStream in, ObjectMapper mapper, Class<T> type) throws IOException {
        // More lines follow each.
        this.rows = mapper.readerFor(type)
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withAttribute(StrictJson.SHORT_DECIMALS, true);
        this.ends = rows.forType(JsonNode.class);
        this.lines = mapper.createParser(in);
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
            if (lines.nextToken() == null) {
                throw new TruncatedStream("The stream ended without its last line after " + count + " rows.");
            }
            // Rows go into their type at once; only the last line begins like this.
            if (NdjsonWriter.END.equals(lines.nextFieldName())) {
                if (ends.<JsonNode>readValue(lines).path("count").asLong(-1) != count) {
                    throw new TruncatedStream("The stream's last line counts other rows than came: " + count + ".");
                }
                finished = true;
                return null;
            }
            count++;
            return rows.readValue(lines);
        } catch (IOException broken) {
            throw new TruncatedStream(broken);
        }
    }
}
