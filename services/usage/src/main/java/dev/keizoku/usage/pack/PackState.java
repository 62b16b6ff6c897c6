package dev.keizoku.usage.pack;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How far the packs of a tenant have come.
 *
 * @param packedTo days before it are packed
 * @param markedTo whoever writes to a day before it makes the pack stale
 * @param settled whether every writer is known to do so
 */
record PackState(LocalDate packedTo, LocalDate markedTo, boolean settled) {

    private static final LocalDate BEGINNING = LocalDate.of(1, 1, 1);

    static List<Integer> tenants(Handle handle) {
        return handle.createQuery("select tenant_no from tenant_number order by tenant_no")
                .mapTo(Integer.class)
                .list();
    }

    /** The state, which begins with the block of the first day that was counted; empty when nothing was. */
    static Optional<PackState> of(Handle handle, int tenant) {
        handle.createUpdate("""
                        insert into pack_state (tenant_no, packed_to, marked_to)
                        select :tenant, first_day, first_day
                        from (select date '0001-01-01' + 28 * pack_block(min(day)) as first_day from usage_day
                            where tenant_no = :tenant) as first
                        where first_day is not null
                            and not exists (select from pack_state where tenant_no = :tenant)
                        on conflict do nothing
                        """).bind("tenant", tenant).execute();
        return handle.createQuery("""
                        select packed_to, marked_to,
                            coalesce(pg_snapshot_xmin(pg_current_snapshot()) >= settled_at, false) as settled
                        from pack_state where tenant_no = :tenant
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new PackState(
                        row.getObject("packed_to", LocalDate.class),
                        row.getObject("marked_to", LocalDate.class),
                        row.getBoolean("settled")))
                .findOne();
    }

    /** The first day that is not packed; the beginning of time where nothing is. */
    static LocalDate packedTo(Handle handle, int tenant) {
        return handle.createQuery("select packed_to from pack_state where tenant_no = :tenant")
                .bind("tenant", tenant)
                .mapTo(LocalDate.class)
                .findOne()
                .orElse(BEGINNING);
    }

    /** Tells the writers of more days. Has to be committed before {@link #settle} begins. */
    static void mark(Handle handle, int tenant, LocalDate to) {
        handle.createUpdate("""
                        update pack_state set marked_to = :to, settled_at = null
                        where tenant_no = :tenant and marked_to < :to
                        """).bind("tenant", tenant).bind("to", to).execute();
    }

    /** Notes which transactions may have begun to write without knowing of the days. */
    static void settle(Handle handle, int tenant) {
        handle.createUpdate("""
                        update pack_state set settled_at = pg_snapshot_xmax(pg_current_snapshot())
                        where tenant_no = :tenant and settled_at is null
                        """).bind("tenant", tenant).execute();
    }

    static void packed(Handle handle, int tenant, LocalDate to) {
        handle.createUpdate("""
                        update pack_state set packed_to = :to
                        where tenant_no = :tenant and packed_to < :to and marked_to >= :to
                        """).bind("tenant", tenant).bind("to", to).execute();
    }
}
