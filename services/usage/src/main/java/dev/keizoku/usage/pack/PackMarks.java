package dev.keizoku.usage.pack;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** How those who change what was counted say that packs of it are no longer true, in the same transaction. */
public final class PackMarks {

    /**
     * Makes the packs of {@code touched (tenant_no, day, account_id)} stale where days before {@code marked_to} are; a
     * statement that writes rollups has it as one of its CTEs. Locks in the order of the keys, what is stale already too.
     */
    public static final String TOUCHED = """
            insert into account_pack (tenant_no, block, account_id)
            select distinct touched.tenant_no, pack_block(touched.day), touched.account_id collate "C"
            from touched join pack_state on pack_state.tenant_no = touched.tenant_no and touched.day < marked_to
            where touched.account_id <> ''
            order by 1, 3, 2
            on conflict (tenant_no, account_id, block) do update set days = null, detail = null
                where account_pack.days is not null
            """;

    private static final String ONE = "with touched as (select cast(:tenant as integer) as tenant_no,"
            + " cast(:day as date) as day, cast(:account as text) as account_id) " + TOUCHED;

    private PackMarks() {}

    /** A day of an account that was changed. */
    public static void touch(Handle handle, int tenant, LocalDate day, String account) {
        handle.createUpdate(ONE)
                .bind("tenant", tenant)
                .bind("day", day)
                .bind("account", account)
                .execute();
    }
}
