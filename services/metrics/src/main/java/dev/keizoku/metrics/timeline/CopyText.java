package dev.keizoku.metrics.timeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by {@code COPY}, in PostgreSQL's text format. */
public final class CopyText implements AutoCloseable {

    private static final int FLUSH_AT = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder();
    private boolean firstField = true;
    private boolean finished;

    private CopyText(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Begins a copy in the handle's transaction.
     *
     * @param target a table and its columns, from the code and never from a caller
     */
    public static CopyText into(Handle handle, String target) {
        try {
            Connection connection = handle.getConnection();
            return new CopyText(
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + target + " from stdin"));
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    public CopyText field(@Nullable Object value) {
        if (!firstField) {
            buffer.append('\t');
        }
        firstField = false;
        if (value == null) {
            buffer.append("\\N");
        } else {
            escape(value.toString());
        }
        return this;
    }

    public void endRow() {
        buffer.append('\n');
        firstField = true;
        if (buffer.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Sends what is left. Without it, closing takes everything back. */
    public void finish() {
        flush();
        try {
            copy.endCopy();
            finished = true;
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        if (!finished && copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException failure) {
                throw failed(failure);
            }
        }
    }

    private void escape(String text) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            String escaped = switch (text.charAt(i)) {
                case '\\' -> "\\\\";
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                default -> null;
            };
            if (escaped != null) {
                buffer.append(text, copied, i).append(escaped);
                copied = i + 1;
            }
        }
        buffer.append(text, copied, text.length());
    }

    private void flush() {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static UncheckedIOException failed(SQLException failure) {
        return new UncheckedIOException(new IOException(failure));
    }
}
