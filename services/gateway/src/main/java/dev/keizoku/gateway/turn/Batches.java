package dev.keizoku.gateway.turn;

import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Changes of more rows than one statement should touch: some thousands at a time, each in a transaction of its own. */
public final class Batches {

    /** So many rows at most; a statement that finds fewer was the last. */
    public static final int ROWS = 2_000;

    private Batches() {}

    /** Repeats a statement for {@link #ROWS} rows, which says how many it found, until there are no more. */
    public static int repeat(Jdbi bulk, ToIntFunction<Handle> statement) {
        int all = 0;
        int found = ROWS;
        while (found == ROWS) {
            found = bulk.inTransaction(statement::applyAsInt);
            all += found;
        }
        return all;
    }
}
