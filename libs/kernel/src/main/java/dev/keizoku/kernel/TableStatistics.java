package dev.keizoku.kernel;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What PostgreSQL's planner knows of a tenant's rows. It takes a tenant it has never counted for a single row, and joins
 * over all rows of that tenant then take the square of their number. Autovacuum counts once a minute at best, and in a
 * table of many tenants not before a tenth of it has changed; whoever writes many rows at once has them counted by
 * itself.
 */
public final class TableStatistics {

    /** The planner does not know the tenant in a table all of whose tenants it knows. */
    private static final String UNKNOWN = """
            exists (select from pg_stats as known
                where known.schemaname = changed.schemaname and known.tablename = changed.relname
                    and attname in ('tenant', 'tenant_no')
                    and n_distinct = cardinality(most_common_vals::text::text[])
                    and :tenant <> all(most_common_vals::text::text[]))
            """;

    private static final String CHANGED = "n_mod_since_analyze > n_live_tup / 5";

    private static final String GROWN = "n_live_tup > greatest(reltuples, 0) * 1.2";

    private TableStatistics() {}

    /** What the handle's transaction writes is counted as changed when it commits, and not some seconds later. */
    public static void report(Handle handle) {
        handle.execute("select pg_stat_force_next_flush()");
    }

    /**
     * Counts the tables in which more than a thousand rows changed since they were counted, if that is a fifth of the
     * table or the planner does not know the tenant there. A table that somebody else is counting is left out.
     *
     * @param tenant the value in the columns {@code tenant} or {@code tenant_no}
     */
    public static void refresh(Jdbi bulk, String tenant) {
        count(bulk, tenant, CHANGED);
    }

    /**
     * The same for who writes every row of a tenant again and again: a table counts as changed when it has a fifth more
     * rows. That rows have other values is left to autovacuum.
     */
    public static void refreshGrown(Jdbi bulk, String tenant) {
        count(bulk, tenant, GROWN);
    }

    /** Temporary tables are told of, too: those of other sessions must not even be looked at. */
    private static void count(Jdbi bulk, String tenant, String much) {
        bulk.useHandle(handle -> handle.createQuery("""
                        select format('analyze (skip_locked) %%I.%%I', schemaname, changed.relname)
                        from pg_stat_user_tables as changed
                        join pg_class as kept on kept.oid = changed.relid and relpersistence <> 't'
                        where n_mod_since_analyze > 1000 and (%s or %s)
                        """.formatted(much, UNKNOWN))
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list()
                .forEach(handle::execute));
    }
}
