package dev.keizoku.bench.load;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The ceiling of loading changes: {@code COPY} of the same rows into one table. No key, no check, no feed, no ledger. */
public final class BareCopy {

    private final Connection connection;
    private final String columns;

    /**
     * Makes the table.
     *
     * @param columns the names of the columns, with commas between them; all are text but {@code effective_at}
     */
    public BareCopy(Connection connection, String columns) throws SQLException {
        this.connection = connection;
        this.columns = columns;
        try (var statement = connection.createStatement()) {
            statement.execute("drop table if exists bare_change");
            statement.execute("create table bare_change (%s text)"
                    .formatted(columns.replace(",", " text, "))
                    .replace("effective_at text", "effective_at timestamptz"));
        }
    }

    /** Copies one file, whose first line names the columns, and returns the seconds it took. */
    public double copy(String csv) throws SQLException, IOException {
        var started = System.nanoTime();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy bare_change (%s) from stdin (format csv, header)".formatted(columns),
                        new StringReader(csv));
        return (System.nanoTime() - started) / 1e9;
    }
}
