package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Answers with every row of a query, all from one snapshot of the database and in the memory of some of them. */
@Singleton
public final class SnapshotStream {

    /** How many rows a query should fetch at a time. */
    public static final int ROWS_AT_ONCE = 1000;

    private final Jdbi bulk;
    private final ObjectMapper mapper;

    SnapshotStream(@DataSource("bulk") Jdbi bulk, ObjectMapper mapper) {
        this.bulk = bulk;
        this.mapper = mapper;
    }

    /** The rows as an {@link NdjsonWriter} writes them, read while they are written. */
    public StreamingOutput of(Function<Handle, ? extends ResultIterable<?>> rows) {
        return new Rows(rows, row -> row);
    }

    /** Rows that are read while they are written. */
    final class Rows implements StreamingOutput {

        private final Function<Handle, ? extends ResultIterable<?>> rows;
        private final Function<Object, Object> told;

        private Rows(Function<Handle, ? extends ResultIterable<?>> rows, Function<Object, Object> told) {
            this.rows = rows;
            this.told = told;
        }

        /** The same rows, each told otherwise. */
        Rows each(UnaryOperator<JsonNode> otherwise) {
            return new Rows(rows, row -> otherwise.apply(mapper.valueToTree(row)));
        }

        @Override
        public void write(OutputStream out) throws IOException {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            bulk.<IOException>useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                try (ResultIterator<?> each = rows.apply(handle).iterator()) {
                    while (each.hasNext()) {
                        writer.write(told.apply(each.next()));
                    }
                }
            });
            writer.finish();
        }
    }
}
