package dev.keizoku.usage;

import org.jdbi.v3.core.Jdbi;

/** The rollups and identities of a tenant against its events, counted again by one plain statement. */
public final class Recount {

    private static final String DIFFERENCES = """
            with mine as (
                select tenant_no from tenant_number where tenant = '%s' union select -1
            ), events as (
                select event.* from event join mine using (tenant_no)
            ), recount as (
                select tenant_no, day, account_id, name, user_id, feature, received_on, count(*) as count,
                    coalesce(sum(value), 0) as sum, min(occurred_at) as first_at, max(occurred_at) as last_at
                from events group by 1, 2, 3, 4, 5, 6, 7
            ), recount_accounts as (
                select tenant_no, account_id, day, received_on, count(*) as count,
                    count(*) filter (where name = 'login') as logins
                from events where account_id <> '' group by 1, 2, 3, 4
            )
            select (select count(*) from recount r full join (select * from usage_day join mine using (tenant_no)) u
                        using (tenant_no, day, account_id, name, user_id, feature, received_on)
                    where (r.count, r.sum, r.first_at, r.last_at)
                        is distinct from (u.count, u.sum, u.first_at, u.last_at))
                + (select count(*) from recount_accounts r
                        full join (select * from account_day join mine using (tenant_no)) a
                        using (tenant_no, account_id, day, received_on)
                    where (r.count, r.logins) is distinct from (a.count, a.logins))
                + (select count(*) from events e
                        full join (select * from event_identity join mine using (tenant_no)) i
                        using (tenant_no, identity_high, identity_low)
                    where e.day is null or i.source is null)
            """;

    private Recount() {}

    /** How many rows differ, of the tenant and of the one whose hashes collide: others have taken events out. */
    public static long differences(Jdbi jdbi, String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(DIFFERENCES.formatted(tenant))
                .mapTo(Long.class)
                .one());
    }
}
