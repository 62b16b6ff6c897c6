package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a stream of rows, one JSON document a line, that ends with a line counting them.
 *
 * <p>The last line, {@code {"end":true,"count":N}}, is how a reader tells a finished stream from a broken one; it is
 * written by {@link #finish()} only.
 */
public final class NdjsonWriter {

    /** No row begins with a field of this name. */
    static final String END = "end";

    private final OutputStream out;
    private final ObjectWriter rows;
    private long count;

    public NdjsonWriter(OutputStream out, ObjectMapper mapper) {
        this.out = new BufferedOutputStream(out, 32 * 1024);
        // Flushing is the buffer's business: a flush a row would be a packet a row.
        this.rows = mapper.writer()
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    public void write(Object row) throws IOException {
        rows.writeValue(out, row);
        out.write('\n');
        count++;
    }

    /** Writes the last line. */
    public void finish() throws IOException {
        out.write(("{\"" + END + "\":true,\"count\":" + count + "}\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
