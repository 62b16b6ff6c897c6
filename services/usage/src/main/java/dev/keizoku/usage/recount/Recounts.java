package dev.keizoku.usage.recount;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts days again, in the transaction of the handle. */
final class Recounts {

    /** How often rows that moved on while they were looked at are looked at again. */
    private static final int ROUNDS = 10;

    private Recounts() {}

    /**
     * What of a tenant's day does not agree with its events.
     *
     * @param example one of the rows that differ
     */
    record Difference(int tenant, long rows, String example) {}

    /**
     * What was done to a tenant's day.
     *
     * @param kept whether the day's events are still kept; if not, nothing was done
     */
    record Correction(long corrected, boolean kept) {}

    /** Looks at a day of all tenants. */
    static List<Difference> check(Handle handle, LocalDate day) {
        return handle.createQuery(RecountSql.CHECK)
                .bind("day", day)
                .map((row, context) ->
                        new Difference(row.getInt("tenant_no"), row.getLong("differences"), row.getString("example")))
                .list();
    }

    /**
     * Makes the rollups of a day say what its events say.
     *
     * @throws StillMoving when the day is written to faster than it can be put right
     */
    static Correction correct(Handle handle, int tenant, LocalDate day) {
        long corrected = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Round done = handle.createQuery(RecountSql.CORRECT)
                    .bind("tenant", tenant)
                    .bind("day", day)
                    .map((row, context) ->
                            new Round(row.getLong("differences"), row.getLong("corrected"), row.getBoolean("kept")))
                    .one();
            corrected += done.corrected;
            if (done.differences == done.corrected) {
                return new Correction(corrected, done.kept);
            }
        }
        throw new StillMoving(day);
    }

    private record Round(long differences, long corrected, boolean kept) {}

    /** A day that changes all the time; it is tried again later. */
    static final class StillMoving extends RuntimeException {
        StillMoving(LocalDate day) {
            super("The rollups of " + day + " are written to faster than they can be put right.");
        }
    }
}
