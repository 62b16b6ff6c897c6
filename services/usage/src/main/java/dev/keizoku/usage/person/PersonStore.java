package dev.keizoku.usage.person;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.rollup.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of what was said of users. Every write locks in the order of the keys, traits first. */
final class PersonStore {

    private static final String AT = "timestamptz 'epoch' + at * interval '1 microsecond'";

    private static final String TRAITS = """
            with told as materialized (
                select %s as told_at, tenant_no, user_id collate "C" as user_id, account_id collate "C" as account_id,
                    name collate "C" as name, cast(value as jsonb) as value, date '1970-01-01' + received_on as received_on
                from unnest(?, ?, ?, ?, ?, ?, ?) as told (at, tenant_no, user_id, account_id, name, value, received_on)
            ), departments as (
                insert into department_told as stored (told_at, tenant_no, received_on, user_id, account_id, value)
                select distinct on (tenant_no, user_id, account_id, received_on)
                    told_at, tenant_no, received_on, user_id, account_id, value
                from told
                where name = 'department'
                order by tenant_no, user_id, account_id, received_on, told_at desc, value desc
                on conflict (tenant_no, user_id, account_id, received_on) do update
                set told_at = excluded.told_at, value = excluded.value
                where (excluded.told_at, excluded.value) > (stored.told_at, stored.value)
            )
            insert into person_trait as stored (told_at, tenant_no, user_id, account_id, name, value)
            select distinct on (tenant_no, user_id, account_id, name) told_at, tenant_no, user_id, account_id, name, value
            from told
            order by tenant_no, user_id, account_id, name, told_at desc, value desc
            on conflict (tenant_no, user_id, account_id, name) do update
            set told_at = excluded.told_at, value = excluded.value
            where (excluded.told_at, excluded.value) > (stored.told_at, stored.value)
            """.formatted(AT);

    private static final String MEMBERS = """
            insert into membership as stored (first_at, last_at, tenant_no, account_id, user_id)
            select min(%1$s), max(%1$s), tenant_no, account_id collate "C", user_id collate "C"
            from unnest(?, ?, ?, ?) as told (at, tenant_no, account_id, user_id)
            group by 3, 4, 5
            order by 3, 4, 5
            on conflict (tenant_no, account_id, user_id) do update
            set first_at = least(stored.first_at, excluded.first_at), last_at = greatest(stored.last_at, excluded.last_at)
            where excluded.first_at < stored.first_at or excluded.last_at > stored.last_at
            """.formatted(AT);

    private static final String ALIASES = """
            insert into user_alias as stored (told_at, tenant_no, from_user, to_user)
            select distinct on (tenant_no, from_user collate "C") %s, tenant_no, from_user, to_user
            from unnest(?, ?, ?, ?) as told (at, tenant_no, from_user, to_user)
            order by tenant_no, from_user collate "C", at desc, to_user collate "C" desc
            on conflict (tenant_no, from_user) do update set told_at = excluded.told_at, to_user = excluded.to_user
            where (excluded.told_at, excluded.to_user) > (stored.told_at, stored.to_user)
            """.formatted(AT);

    private static final String ACCOUNTS = """
            select asked.user_id, account.account_id
            from unnest(cast(:users as text[])) as asked (user_id)
            cross join lateral (
                select account_id from membership
                where tenant_no = :tenant and user_id in (
                    select asked.user_id collate "C" union select known_user(:tenant, asked.user_id) collate "C"
                    union select from_user from user_alias
                    where tenant_no = :tenant and to_user = known_user(:tenant, asked.user_id) collate "C")
                order by last_at desc, account_id
                limit 1
            ) as account
            """;

    private PersonStore() {}

    /** Writes what is new; the caller commits. */
    static void write(Connection connection, Sayings sayings) throws SQLException {
        if (!sayings.traits.isEmpty()) {
            run(
                    connection,
                    TRAITS,
                    sayings.traits,
                    columns -> columns.addLongs(Sayings.Trait::at)
                            .addIntegers(Sayings.Trait::tenant)
                            .addTexts(Sayings.Trait::user)
                            .addTexts(Sayings.Trait::account)
                            .addTexts(Sayings.Trait::name)
                            .addTexts(Sayings.Trait::json)
                            .addIntegers(Sayings.Trait::receivedOn));
        }
        if (!sayings.members.isEmpty()) {
            run(
                    connection,
                    MEMBERS,
                    sayings.members,
                    columns -> columns.addLongs(Sayings.Member::at)
                            .addIntegers(Sayings.Member::tenant)
                            .addTexts(Sayings.Member::account)
                            .addTexts(Sayings.Member::user));
        }
        if (!sayings.aliases.isEmpty()) {
            run(
                    connection,
                    ALIASES,
                    sayings.aliases,
                    columns -> columns.addLongs(Sayings.Alias::at)
                            .addIntegers(Sayings.Alias::tenant)
                            .addTexts(Sayings.Alias::from)
                            .addTexts(Sayings.Alias::to));
        }
    }

    static Map<UserId, AccountId> accountsOf(Handle handle, int tenant, Collection<UserId> users) {
        Map<UserId, AccountId> accounts = new HashMap<>();
        handle.createQuery(ACCOUNTS)
                .bind("tenant", tenant)
                .bindArray(
                        "users",
                        String.class,
                        List.copyOf(users).stream().map(UserId::value).toList())
                .map((row, context) ->
                        Map.entry(new UserId(row.getString("user_id")), new AccountId(row.getString("account_id"))))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return accounts;
    }

    private interface Filling<T> {
        void fill(Columns<T> columns) throws SQLException;
    }

    private static <T> void run(Connection connection, String sql, List<T> rows, Filling<T> filling)
            throws SQLException {
        try (PreparedStatement statement = Columns.statement(connection, sql)) {
            filling.fill(Columns.of(connection, statement, rows));
            statement.executeUpdate();
        }
    }
}
