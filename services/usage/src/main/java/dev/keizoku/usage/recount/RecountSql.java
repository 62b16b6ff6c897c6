package dev.keizoku.usage.recount;

import dev.keizoku.usage.pack.PackMarks;

/**
 * Counts a day again from its events and holds the result against the rollups.
 *
 * <p>One statement sees one moment, and events are stored together with their rollups: what differs is wrong, whatever
 * is being written meanwhile. So nobody is kept out, and a correction is made only where a row is still what it was when
 * it was found wrong; what has moved on is looked at again. Days whose events are no longer kept are left alone.
 */
final class RecountSql {

    private static final String DIFFERENCES = """
            with kept as (
                select tenant_no from tenant_number left join event_horizon using (tenant_no)
                where (kept_from is null or kept_from <= :day) and %1$s
            ), recount as materialized (
                select tenant_no, account_id, name, user_id, feature, received_on, count(*) as count,
                    coalesce(sum(value), 0) as sum, min(occurred_at) as first_at, max(occurred_at) as last_at
                from event
                where day = :day and %1$s
                group by tenant_no, account_id, name, user_id, feature, received_on
            ), stored as (
                select * from usage_day where day = :day and %1$s
            ), difference as materialized (
                select tenant_no, account_id, name, user_id, feature, received_on,
                    recount.count, recount.sum, recount.first_at, recount.last_at,
                    stored.count as stored_count, stored.sum as stored_sum,
                    stored.first_at as stored_first_at, stored.last_at as stored_last_at
                from recount
                full join stored using (tenant_no, account_id, name, user_id, feature, received_on)
                where (recount.count, recount.sum, recount.first_at, recount.last_at)
                        is distinct from (stored.count, stored.sum, stored.first_at, stored.last_at)
                    and tenant_no in (select tenant_no from kept)
            ), account_recount as (
                select tenant_no, account_id, received_on, cast(sum(count) as bigint) as count,
                    cast(coalesce(sum(count) filter (where name = 'login'), 0) as bigint) as logins
                from recount
                where account_id <> ''
                group by tenant_no, account_id, received_on
            ), account_stored as (
                select * from account_day where day = :day and %1$s
            ), account_difference as materialized (
                select tenant_no, account_id, received_on, account_recount.count, account_recount.logins,
                    account_stored.count as stored_count, account_stored.logins as stored_logins
                from account_recount
                full join account_stored using (tenant_no, account_id, received_on)
                where (account_recount.count, account_recount.logins)
                        is distinct from (account_stored.count, account_stored.logins)
                    and tenant_no in (select tenant_no from kept)
            )""";

    /** What differs of each tenant, with one of the rows as an example. */
    static final String CHECK = DIFFERENCES.formatted("true") + """

            select tenant_no, count(*) as differences, min(example) as example
            from (
                select tenant_no, format('%1$s of account %2$s, user %3$s, feature %4$s: stored %5$s, events %6$s',
                    name, account_id, user_id, feature, coalesce(stored_count, 0), coalesce(count, 0)) as example
                from difference
                union all
                select tenant_no, format('account %1$s: stored %2$s events and %3$s logins, events %4$s and %5$s',
                    account_id, coalesce(stored_count, 0), coalesce(stored_logins, 0), coalesce(count, 0),
                    coalesce(logins, 0))
                from account_difference
            ) as found
            group by tenant_no
            """;

    /** Puts one tenant's day right, and says how many rows differed and how many of them were put right. */
    static final String CORRECT = DIFFERENCES.formatted("tenant_no = :tenant") + """
            , changed as (
                update usage_day set count = difference.count, sum = difference.sum, first_at = difference.first_at,
                    last_at = difference.last_at
                from difference
                where usage_day.tenant_no = :tenant and usage_day.day = :day
                    and (usage_day.account_id, usage_day.name, usage_day.user_id, usage_day.feature,
                        usage_day.received_on) = (difference.account_id, difference.name, difference.user_id,
                        difference.feature, difference.received_on)
                    and difference.count is not null
                    and (usage_day.count, usage_day.sum, usage_day.first_at, usage_day.last_at)
                        = (stored_count, stored_sum, stored_first_at, stored_last_at)
                returning 1
            ), removed as (
                delete from usage_day using difference
                where usage_day.tenant_no = :tenant and usage_day.day = :day
                    and (usage_day.account_id, usage_day.name, usage_day.user_id, usage_day.feature,
                        usage_day.received_on) = (difference.account_id, difference.name, difference.user_id,
                        difference.feature, difference.received_on)
                    and difference.count is null
                    and (usage_day.count, usage_day.sum, usage_day.first_at, usage_day.last_at)
                        = (stored_count, stored_sum, stored_first_at, stored_last_at)
                returning 1
            ), added as (
                insert into usage_day (count, first_at, last_at, tenant_no, day, received_on, account_id, name,
                    user_id, feature, sum)
                select count, first_at, last_at, tenant_no, :day, received_on, account_id, name, user_id, feature, sum
                from difference
                where stored_count is null
                order by tenant_no, account_id, name, user_id, feature, received_on
                on conflict do nothing
                returning 1
            ), account_changed as (
                update account_day set count = account_difference.count, logins = account_difference.logins
                from account_difference
                where account_day.tenant_no = :tenant and account_day.day = :day
                    and (account_day.account_id, account_day.received_on)
                        = (account_difference.account_id, account_difference.received_on)
                    and account_difference.count is not null
                    and (account_day.count, account_day.logins) = (stored_count, stored_logins)
                returning 1
            ), account_removed as (
                delete from account_day using account_difference
                where account_day.tenant_no = :tenant and account_day.day = :day
                    and (account_day.account_id, account_day.received_on)
                        = (account_difference.account_id, account_difference.received_on)
                    and account_difference.count is null
                    and (account_day.count, account_day.logins) = (stored_count, stored_logins)
                returning 1
            ), account_added as (
                insert into account_day (count, logins, tenant_no, day, received_on, account_id)
                select count, logins, tenant_no, :day, received_on, account_id
                from account_difference
                where stored_count is null
                order by tenant_no, account_id, received_on
                on conflict do nothing
                returning 1
            ), touched as (
                select tenant_no, cast(:day as date) as day, account_id from difference
                union
                select tenant_no, cast(:day as date), account_id from account_difference
            ), stale as (
                """ + PackMarks.TOUCHED + """
            )
            select (select count(*) from difference) + (select count(*) from account_difference) as differences,
                (select count(*) from changed) + (select count(*) from removed) + (select count(*) from added)
                    + (select count(*) from account_changed) + (select count(*) from account_removed)
                    + (select count(*) from account_added) as corrected,
                exists (select from kept) as kept
            """;

    private RecountSql() {}
}
