package dev.keizoku.health.staging;

/**
 * The accounts from the first to the last of a stage, as a condition on a table that is joined with it.
 *
 * <p>The join alone says as much, but the planner may then read every account of the tenant to find those of a stage, once
 * for each stretch: the night would take the square of the number of accounts. With both ends it reads the stretch.
 */
public final class StagedRange {

    private StagedRange() {}

    /**
     * The condition.
     *
     * @param column the account in the table that is joined
     * @param stage a table with an index that begins with {@code account_id}
     */
    public static String of(String column, String stage) {
        return "%1$s between (select min(account_id) from %2$s) and (select max(account_id) from %2$s)"
                .formatted(column, stage);
    }
}
