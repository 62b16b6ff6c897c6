package dev.keizoku.usage.recount;

import dev.keizoku.usage.recount.Recounts.Difference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which days were counted again, and what did not agree. */
final class CheckStore {

    private CheckStore() {}

    /** A day of a tenant that is in doubt. */
    record Doubt(LocalDate day, long differences, String example, Instant foundAt) {}

    /** The last round of checks. */
    record Round(Instant checkedAt, List<LocalDate> days) {}

    /** Whether the day is now this transaction's to check, in this round. */
    static boolean claim(Handle handle, LocalDate today, LocalDate day, Instant now) {
        return handle.createUpdate("""
                        insert into rollup_check (checked_at, checked_on, day) values (:now, :today, :day)
                        on conflict do nothing
                        """)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("today", today)
                        .bind("day", day)
                        .execute()
                == 1;
    }

    static int checked(Handle handle, LocalDate today) {
        return handle.createQuery("select count(*) from rollup_check where checked_on = :today")
                .bind("today", today)
                .mapTo(Integer.class)
                .one();
    }

    /** What was found replaces what was known of the day. */
    static void save(Handle handle, LocalDate day, List<Difference> found, Instant now) {
        handle.createUpdate("delete from rollup_doubt where day = :day")
                .bind("day", day)
                .execute();
        for (Difference difference : found) {
            handle.createUpdate("""
                            insert into rollup_doubt (found_at, tenant_no, day, differences, example)
                            values (:now, :tenant, :day, :differences, :example)
                            """)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("tenant", difference.tenant())
                    .bind("day", day)
                    .bind("differences", difference.rows())
                    .bind("example", difference.example())
                    .execute();
        }
    }

    /** A day that was put right is no longer in doubt. */
    static void settle(Handle handle, int tenant, LocalDate day) {
        handle.createUpdate("delete from rollup_doubt where tenant_no = :tenant and day = :day")
                .bind("tenant", tenant)
                .bind("day", day)
                .execute();
    }

    static List<LocalDate> doubtfulDays(Handle handle) {
        return handle.createQuery("select distinct day from rollup_doubt order by day")
                .mapTo(LocalDate.class)
                .list();
    }

    static int tenantsInDoubt(Handle handle) {
        return handle.createQuery("select count(distinct tenant_no) from rollup_doubt")
                .mapTo(Integer.class)
                .one();
    }

    static List<Doubt> doubts(Handle handle, int tenant) {
        return handle.createQuery("select * from rollup_doubt where tenant_no = :tenant order by day")
                .bind("tenant", tenant)
                .map((row, context) -> new Doubt(
                        row.getObject("day", LocalDate.class),
                        row.getLong("differences"),
                        row.getString("example"),
                        row.getObject("found_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The last round, and those of its days that the tenant has something on: others are somebody else's. */
    static Optional<Round> last(Handle handle, int tenant) {
        return handle.createQuery("""
                        select max(checked_at) as checked_at,
                            coalesce(array_agg(day - date '1970-01-01' order by day) filter (where exists (
                                select from usage_day where tenant_no = :tenant and usage_day.day = rollup_check.day)),
                                '{}') as days
                        from rollup_check group by checked_on order by checked_on desc limit 1
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new Round(
                        row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                        Arrays.stream((Integer[]) row.getArray("days").getArray())
                                .map(day -> LocalDate.ofEpochDay(day))
                                .toList()))
                .findOne();
    }

    /** The first day anything was counted on. */
    static Optional<LocalDate> firstDay(Handle handle) {
        return handle.createQuery("""
                        select min(first) from tenant_number cross join lateral (
                            select day as first from usage_day where usage_day.tenant_no = tenant_number.tenant_no
                            order by day limit 1) as days
                        """).mapTo(LocalDate.class).findOne();
    }

    /** Rounds of long ago are nobody's business any more. */
    static void forget(Handle handle, LocalDate before) {
        handle.createUpdate("delete from rollup_check where checked_on < :before")
                .bind("before", before)
                .execute();
    }
}
