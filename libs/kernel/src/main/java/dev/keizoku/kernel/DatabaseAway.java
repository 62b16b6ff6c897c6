package dev.keizoku.kernel;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells the failures that pass when the database is there again from those that do not. */
final class DatabaseAway {

    private DatabaseAway() {}

    /** Whether a failure comes of a database that is away; of a commit that broke only what is suppressed tells. */
    static boolean in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (in(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Connection-class states, no free connection in time, statement or lock time-outs, disk full or broken, shutting down. */
    private static boolean isAway(@Nullable String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("58000")
                || state.equals("58030")
                || state.equals("55P03")
                || state.equals("40001")
                || state.equals("40P01");
    }
}
