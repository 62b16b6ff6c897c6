package dev.keizoku.usage.measure;

/**
 * Counts everything the measures are made of in one statement: a pass over the days of the accounts, one over the
 * rollups by user and one by feature, put together account by account.
 *
 * <p>Only sums, distinct counts and first and last days, all exact; what is estimated from them is said in Java, once.
 * The age of a day is how many days before the measured one it was. {@code days} holds a bit for each recent day a user
 * was there, {@code days_before} one for each of the baseline: two users' days are then as long as one's.
 */
final class TallySql {

    private static final String TALLY = """
            with seen as (
                select account_id, min(day) as first_seen_on, max(day) as last_active_on,
                    max(day) filter (where logins > 0) as last_login_on,
                    array_agg(cast(:day as date) - day) filter (where day > cast(:day as date) - 90) as ages,
                    array_agg(count) filter (where day > cast(:day as date) - 90) as counts
                from account_day
                where tenant_no = :tenant and day <= :day and received_on <= :known and %1$s
                group by account_id
            ), person as (
                select account_id, user_id, max(day) as last_on,
                    coalesce(bit_or(cast(1 as bigint) << (cast(:day as date) - day))
                        filter (where day > cast(:day as date) - 28), 0) as days,
                    coalesce(bit_or(cast(1 as bigint) << (cast(:day as date) - 28 - day))
                        filter (where day <= cast(:day as date) - 28 and day > cast(:day as date) - 84), 0) as days_before,
                    coalesce(sum(count) filter (where name <> 'login'
                        and day <= cast(:day as date) - 28 and day > cast(:day as date) - 84), 0) as uses_before
                from usage_day
                where tenant_no = :tenant and day > cast(:day as date) - :user_days and day <= :day and received_on <= :known
                    and account_id <> '' and user_id <> '' and %1$s
                group by account_id, user_id
            ), department as (
                select user_id, account_id as within, value #>> '{}' as department from person_trait
                where tenant_no = :tenant and name = 'department' and (account_id = '' or %1$s)
            ), ranked as (
                select account_id, last_on, coalesce(here.department, anywhere.department) as department, days, days_before, uses_before,
                    uses_before > 0 and 2 * (sum(uses_before) over (partition by account_id
                            order by uses_before desc, person.user_id rows unbounded preceding) - uses_before)
                        < sum(uses_before) over (partition by account_id) as key
                from person
                left join department here on here.user_id = person.user_id and here.within = person.account_id
                left join department anywhere on anywhere.user_id = person.user_id and anywhere.within = ''
            ), people as (
                select account_id,
                    count(*) filter (where days & 127 <> 0) as active_users_7,
                    count(*) filter (where days <> 0) as active_users_28,
                    count(*) as active_users_90,
                    count(distinct department) filter (where days <> 0) as departments_28,
                    sum(bit_count(cast(days as bit(64)))) as user_days_28,
                    sum(uses_before) as uses_before,
                    count(*) filter (where key) as key_users,
                    sum(uses_before) filter (where key) as key_uses_before,
                    sum(bit_count(cast(days as bit(64)))) filter (where key) as key_days_28,
                    sum(bit_count(cast(days_before as bit(64)))) filter (where key) as key_days_before,
                    min(cast(:day as date) - last_on) filter (where key) as key_silent_days,
                    count(*) filter (where key and last_on <= cast(:day as date) - 14) as key_users_silent
                from ranked
                group by account_id
            ), thing as (
                select account_id, name, feature,
                    cast(coalesce(sum(count) filter (where day > cast(:day as date) - 28), 0) as bigint) as events,
                    cast(coalesce(sum(count) filter (where day <= cast(:day as date) - 28
                        and day > cast(:day as date) - 84), 0) as bigint) as events_before,
                    bit_or(1 << ((cast(:day as date) - day) / 28)) as windows
                from usage_day
                where tenant_no = :tenant and day > cast(:day as date) - :feature_days and day <= :day
                    and received_on <= :known
                    and account_id <> '' and %1$s
                group by account_id, name, feature
            ), things as (
                select account_id, array_agg(name) as names, array_agg(feature) as features,
                    array_agg(events) as events, array_agg(events_before) as events_before,
                    array_agg(windows) as windows
                from thing
                group by account_id
            ), milestone as (
                select account_id, name, feature, min(day) as first_on,
                    sum(case when sum > 0 then sum else count end)
                        filter (where day > cast(:day as date) - 90) as added,
                    sum(case when sum > 0 then sum else count end)
                        filter (where day <= cast(:day as date) - 90 and day > cast(:day as date) - 180) as added_before
                from usage_day
                where tenant_no = :tenant and day <= :day and received_on <= :known
                    and name in ('setup.step', 'value.reached', 'seat.added') and account_id <> '' and %1$s
                group by account_id, name, feature
            ), milestones as (
                select account_id, array_agg(name) as milestones, array_agg(feature) as milestone_features,
                    array_agg(first_on - date '1970-01-01') as milestone_days,
                    coalesce(sum(added) filter (where name = 'seat.added'), 0) as seats_added,
                    coalesce(sum(added_before) filter (where name = 'seat.added'), 0) as seats_added_before
                from milestone
                group by account_id
            )
            select *
            from seen
            left join people using (account_id)
            left join things using (account_id)
            left join milestones using (account_id)
            order by account_id
            """;

    static final String ALL = TALLY.formatted("true");
    static final String RANGE = TALLY.formatted("account_id >= :from and (:to = '' or account_id < :to)");
    static final String ONE = TALLY.formatted("account_id = :from");

    /** The last seven days and the eight times seven before them, of every account that has been seen by then. */
    static final String WEEKS = """
            select cast(:day as date) - min(day) + 1 as known_days, %s
            from account_day
            where tenant_no = :tenant and day <= :day and received_on <= :known
            group by account_id
            """.formatted(weeks());

    private TallySql() {}

    private static String weeks() {
        StringBuilder columns = new StringBuilder();
        for (int week = 0; week < WeekRatio.WEEKS; week++) {
            columns.append(week == 0 ? "" : ", ").append("""
                    coalesce(sum(count) filter (where day > cast(:day as date) - %d
                        and day <= cast(:day as date) - %d), 0) as week_%d""".formatted(7 * (week + 1), 7 * week, week));
        }
        return columns.toString();
    }
}
