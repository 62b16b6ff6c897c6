package dev.keizoku.subscriptions.subscription;

import dev.keizoku.subscriptions.timeline.Change;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads recorded changes out of rows that hold them beside the account they are of. */
public final class RecordedChanges {

    /** A change with whose it is. */
    public record Recorded(String accountId, String subscriptionId, Change change) {}

    /** The columns of the table of changes, and of that of the changes that were taken out. */
    public static final String COLUMNS = ChangeColumns.ALL;

    /** Reads the columns of the table of changes and {@code account_id}. */
    public static final RowMapper<Recorded> ROW = (row, context) ->
            new Recorded(row.getString("account_id"), row.getString("subscription_id"), ChangeColumns.change(row));

    private RecordedChanges() {}
}
