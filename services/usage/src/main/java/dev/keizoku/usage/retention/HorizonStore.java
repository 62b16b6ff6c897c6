package dev.keizoku.usage.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** From which day on events are kept, and what lies before it. */
final class HorizonStore {

    private static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);

    private HorizonStore() {}

    /** A tenant whose events before a day are to go, and the first day on which some may be left. */
    record Horizon(int tenant, LocalDate keptFrom, LocalDate sweptTo) {}

    /** Moves it forward, never back: what was removed does not return. */
    static void advance(Handle handle, int tenant, LocalDate keptFrom) {
        handle.createUpdate("""
                        insert into event_horizon as stored (kept_from, swept_to, tenant_no)
                        values (:from, :beginning, :tenant)
                        on conflict (tenant_no) do update set kept_from = excluded.kept_from
                        where excluded.kept_from > stored.kept_from
                        """)
                .bind("from", keptFrom)
                .bind("beginning", BEGINNING)
                .bind("tenant", tenant)
                .execute();
    }

    static List<Horizon> unswept(Handle handle) {
        return handle.createQuery("select * from event_horizon where swept_to < kept_from order by tenant_no")
                .map((row, context) -> new Horizon(
                        row.getInt("tenant_no"),
                        row.getObject("kept_from", LocalDate.class),
                        row.getObject("swept_to", LocalDate.class)))
                .list();
    }

    static void swept(Handle handle, Horizon horizon) {
        handle.createUpdate("""
                        update event_horizon set swept_to = :from where tenant_no = :tenant and kept_from = :from
                        """)
                .bind("from", horizon.keptFrom())
                .bind("tenant", horizon.tenant())
                .execute();
    }

    /** The months that have a partition of their own, the oldest first. */
    static List<YearMonth> months(Handle handle) {
        return handle.createQuery("""
                        select substring(relname from 'event_([0-9]{4}_[0-9]{2})$') as month
                        from pg_inherits join pg_class on pg_class.oid = inhrelid
                        where inhparent = cast('event' as regclass) and relname ~ '^event_[0-9]{4}_[0-9]{2}$'
                        order by 1
                        """)
                .mapTo(String.class)
                .map(month -> YearMonth.parse(month.replace('_', '-')))
                .list();
    }

    /** Whether a month is over for somebody and kept by nobody. */
    static boolean isOver(Handle handle, YearMonth month) {
        return handle.createQuery("""
                        select exists (select from event_horizon where kept_from >= :next) and not exists (
                            select from tenant_number left join event_horizon using (tenant_no)
                            where (kept_from is null or kept_from < :next) and exists (
                                select from usage_day
                                where usage_day.tenant_no = tenant_number.tenant_no and day >= :first and day < :next))
                        """)
                .bind("first", month.atDay(1))
                .bind("next", month.plusMonths(1).atDay(1))
                .mapTo(Boolean.class)
                .one();
    }

    /** Keeps writers out, for a moment; fails when they do not let it in. What they have stored is seen afterwards. */
    static void lock(Handle handle) {
        handle.execute("set local lock_timeout = '1s'");
        handle.execute("lock table only event in access exclusive mode");
    }

    /** Lets a whole month go. */
    static void drop(Handle handle, YearMonth month) {
        handle.execute("drop table event_%04d_%02d".formatted(month.getYear(), month.getMonthValue()));
    }

    /** The days before the horizon on which a tenant had events; a look into the index for each. */
    static List<LocalDate> days(Handle handle, Horizon horizon) {
        return handle.createQuery("""
                        with recursive had (day) as (
                            (select day from usage_day where tenant_no = :tenant and day >= :from and day < :to
                            order by day limit 1)
                            union all
                            select (select usage_day.day from usage_day
                                where tenant_no = :tenant and usage_day.day > had.day and usage_day.day < :to
                                order by usage_day.day limit 1)
                            from had where had.day is not null
                        )
                        select day from had where day is not null
                        """)
                .bind("tenant", horizon.tenant())
                .bind("from", horizon.sweptTo())
                .bind("to", horizon.keptFrom())
                .mapTo(LocalDate.class)
                .list();
    }

    static void remove(Handle handle, int tenant, LocalDate day) {
        handle.createUpdate("delete from event where tenant_no = :tenant and day = :day")
                .bind("tenant", tenant)
                .bind("day", day)
                .execute();
    }

    /** A day of a tenant's events. */
    record TenantDay(int tenant, LocalDate day) {}

    /** Days that came late for tenants that no longer keep them. */
    static List<TenantDay> late(Handle handle) {
        return handle.createQuery("""
                        select tenant_no, event_late_day.day from event_late_day
                        join event_horizon on kept_from > event_late_day.day
                        where exists (select from usage_day
                            where usage_day.tenant_no = event_horizon.tenant_no and usage_day.day = event_late_day.day)
                        order by event_late_day.day, tenant_no
                        """)
                .map((row, context) -> new TenantDay(row.getInt("tenant_no"), row.getObject("day", LocalDate.class)))
                .list();
    }

    /** Those that were looked at after their events can only have been stored. */
    static void forgetLate(Handle handle, Instant notedBefore) {
        handle.createUpdate("delete from event_late_day where noted_at < :before")
                .bind("before", notedBefore.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
