package dev.keizoku.usage.pack;

/**
 * What was counted of each account, in three parts that are each in the order of the accounts: true packs, single
 * rollups of days without one, and in short what came before the days that are looked at.
 */
final class CountedSql {

    /** One account, or those from one on to before another ({@code ''} for no end). */
    private static final String ONE = "account_id = :from";

    private static final String RANGE = "account_id >= :from and (:to = '' or account_id < :to)";

    private static final String PACKS = """
            select account_id, block, covers_to, days, case when :detailed then detail end as detail
            from account_pack
            where tenant_no = :tenant and block >= pack_block(:since) and block <= pack_block(:day) and days is not null
                and (received_to is null or received_to <= :known) and %s
            order by account_id, block
            """;

    // A pack that holds what was received later than is to be known is as good as none.
    private static final String WITHOUT_PACK = """
            with unpacked as (
                select account_id, block from account_pack
                where tenant_no = :tenant and days is null and block <= pack_block(:day) and %1$s
                union all
                select account_id, block from account_pack
                where tenant_no = :tenant and days is not null and received_to > :known and block <= pack_block(:day)
                    and %1$s
            ), unpacked_day as materialized (
                select account_day.account_id, account_day.day, account_day.received_on, account_day.logins
                from unpacked
                join account_day on account_day.tenant_no = :tenant and account_day.account_id = unpacked.account_id
                    and account_day.day >= date '0001-01-01' + 28 * block
                    and account_day.day < least(date '0001-01-01' + 28 * (block + 1), :packed_to)
                where account_day.day <= :day and account_day.received_on <= :known
            )
            """;

    private static final String ROLLUPS = WITHOUT_PACK + """
            select account_id, day - date '1970-01-01' as day, name, user_id, feature, count
            from usage_day
            where tenant_no = :tenant and day >= greatest(cast(:since as date), :packed_to) and day <= :day
                and received_on <= :known and account_id <> '' and %1$s
            union all
            select usage_day.account_id, usage_day.day - date '1970-01-01', name, user_id, feature, usage_day.count
            from unpacked_day
            join usage_day on usage_day.tenant_no = :tenant and usage_day.day = unpacked_day.day
                and usage_day.account_id = unpacked_day.account_id and usage_day.received_on = unpacked_day.received_on
            where unpacked_day.day >= :since
            order by account_id
            """;

    private static final String BEFORE = WITHOUT_PACK + """
            select account_id, min(first_on) as first_on, max(last_on) as last_on, max(last_login_on) as last_login_on
            from (
                select account_id, first_on, last_on, last_login_on from account_pack
                where tenant_no = :tenant and block < pack_block(:since) and days is not null and received_to <= :known
                    and %1$s
                union all
                select account_id, day, day, case when logins > 0 then day end from account_day
                where cast(:packed_to as date) < cast(:since as date) and tenant_no = :tenant and day >= :packed_to
                    and day < :since and received_on <= :known and %1$s
                union all
                select account_id, day, day, case when logins > 0 then day end from unpacked_day where day < :since
            ) as days
            group by account_id
            order by account_id
            """;

    private CountedSql() {}

    static String packs(boolean one) {
        return PACKS.formatted(range(one));
    }

    static String rollups(boolean one) {
        return ROLLUPS.formatted(range(one));
    }

    static String before(boolean one) {
        return BEFORE.formatted(range(one));
    }

    private static String range(boolean one) {
        return one ? ONE : RANGE;
    }
}
