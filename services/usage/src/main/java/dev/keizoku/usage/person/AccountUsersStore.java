package dev.keizoku.usage.person;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads who uses an account: whoever its events name in a period, and whoever was said to belong to it. */
@Singleton
final class AccountUsersStore {

    private static final String TRAIT = """
            left join lateral (
                select value #>> '{}' as value from person_trait
                where tenant_no = :tenant and user_id = any(goes_by || person.ids) and account_id in ('', :account)
                    and jsonb_typeof(value) = 'string' and name = '%1$s'
                order by account_id = :account desc, told_at desc limit 1) as %1$s on true
            """;

    private static final String USERS =
            """
            with days as (
                select distinct day from account_day
                where tenant_no = :tenant and account_id = :account and day >= :from and day < :to
            ), used as (
                select user_id, usage_day.day, sum(count) as events, max(last_at) as last_at
                from days
                join usage_day on tenant_no = :tenant and usage_day.day = days.day and account_id = :account
                where user_id <> ''
                group by 1, 2
            ), ids as (
                select user_id from used
                union
                select user_id from membership where tenant_no = :tenant and account_id = :account
            ), known as (
                select ids.user_id,
                    (case when from_user is null then ids.user_id else known_user(:tenant, ids.user_id) end) collate "C"
                        as goes_by
                from ids left join user_alias on tenant_no = :tenant and from_user = ids.user_id
            ), person as (
                select goes_by, array_agg(distinct known.user_id) as ids, max(last_at) as last_at,
                    count(distinct day) as days, coalesce(sum(events), 0) as events
                from known left join used on used.user_id = known.user_id
                where goes_by > :after
                group by goes_by
                order by goes_by
                limit :limit
            )
            select goes_by, last_at, days, events, department.value as department, role.value as role
            from person
            """ + TRAIT.formatted("department") + TRAIT.formatted("role") + " order by goes_by";

    private final Jdbi jdbi;

    AccountUsersStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The days from {@code from} until before {@code to}, and the user the page comes after. */
    record Slice(int tenant, String account, LocalDate from, LocalDate to, String after, int limit) {}

    /** A user, and what the user did in the period. */
    record Used(
            String user,
            @Nullable String department,
            @Nullable String role,
            @Nullable Instant lastAt,
            int days,
            long events) {}

    List<Used> read(Slice slice) {
        return jdbi.withHandle(handle -> handle.createQuery(USERS)
                .bind("tenant", slice.tenant())
                .bind("account", slice.account())
                .bind("from", slice.from())
                .bind("to", slice.to())
                .bind("after", slice.after())
                .bind("limit", slice.limit())
                .map((row, context) -> {
                    OffsetDateTime last = row.getObject("last_at", OffsetDateTime.class);
                    return new Used(
                            row.getString("goes_by"),
                            row.getString("department"),
                            row.getString("role"),
                            last == null ? null : last.toInstant(),
                            row.getInt("days"),
                            row.getLong("events"));
                })
                .list());
    }

    /** One trait of a user; account {@code ''} stands for every account. */
    record Said(String account, String name, String json) {}

    /** An account a user belongs to. */
    record Belongs(String account, Instant firstAt, Instant lastAt) {}

    /** The id a user goes by after every alias. */
    String goesBy(int tenant, String user) {
        return jdbi.withHandle(handle -> handle.createQuery("select known_user(:tenant, :user)")
                .bind("tenant", tenant)
                .bind("user", user)
                .mapTo(String.class)
                .one());
    }

    /** Every id the user goes by, this one among them; just this one when nothing else is known. */
    Set<String> idsOf(int tenant, String user) {
        return Set.copyOf(jdbi.withHandle(handle -> idsOf(handle, tenant, user)));
    }

    static List<String> idsOf(Handle handle, int tenant, String user) {
        return handle.createQuery("""
                        with recursive one (user_id) as (
                            select known_user(:tenant, :user) collate "C"
                            union
                            select from_user from one join user_alias on tenant_no = :tenant and to_user = one.user_id
                        )
                        select user_id from one union select :user
                        """)
                .bind("tenant", tenant)
                .bind("user", user)
                .mapTo(String.class)
                .list();
    }

    /** The latest values of the traits of a user who goes by all of these ids. */
    List<Said> traits(int tenant, Set<String> ids) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct on (account_id, name) account_id, name, value from person_trait
                        where tenant_no = :tenant and user_id = any(:ids)
                        order by account_id, name, told_at desc, value desc
                        """)
                .bind("tenant", tenant)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((row, context) ->
                        new Said(row.getString("account_id"), row.getString("name"), row.getString("value")))
                .list());
    }

    List<Belongs> accounts(int tenant, Set<String> ids) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, min(first_at) as first_at, max(last_at) as last_at from membership
                        where tenant_no = :tenant and user_id = any(:ids)
                        group by account_id order by account_id
                        """)
                .bind("tenant", tenant)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((row, context) -> new Belongs(
                        row.getString("account_id"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list());
    }
}
