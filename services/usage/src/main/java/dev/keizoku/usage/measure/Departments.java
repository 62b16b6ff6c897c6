package dev.keizoku.usage.measure;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The departments some accounts' users are said to belong to, within the account or else at all. */
final class Departments {

    static final Departments NONE = new Departments();

    private static final String ANYWHERE = "";

    private static final String TOLD = """
            select asked.user_id, asked.account_id, latest.department
            from unnest(cast(:users as text[]), cast(:accounts as text[])) as asked (user_id, account_id)
            cross join lateral (
                select value #>> '{}' as department from department_told
                where tenant_no = :tenant and user_id = asked.user_id collate "C"
                    and account_id = asked.account_id collate "C" and received_on <= :known
                order by told_at desc, value desc
                limit 1
            ) as latest
            """;

    private final Map<Person, String> told = new HashMap<>();

    private record Person(String user, String account) {}

    /** Whether anything was ever told, so that nobody has to be asked for where nothing was. */
    static boolean any(Handle handle, int tenant) {
        return handle.createQuery("""
                        select exists (select from department_told where tenant_no = :tenant)
                        """)
                .bind("tenant", tenant)
                .mapTo(Boolean.class)
                .one();
    }

    /** Of those who were there in the recent days, as it was known on a day. */
    static Departments of(Handle handle, int tenant, LocalDate knownOn, Collection<AccountCount> accounts) {
        Departments departments = new Departments();
        Set<Person> asked = new LinkedHashSet<>();
        for (AccountCount account : accounts) {
            for (String user : account.recentUsers()) {
                asked.add(new Person(user, account.account()));
                asked.add(new Person(user, ANYWHERE));
            }
        }
        if (!asked.isEmpty()) {
            handle.createQuery(TOLD)
                    .bind("tenant", tenant)
                    .bind("known", knownOn)
                    .bindArray(
                            "users",
                            String.class,
                            asked.stream().map(Person::user).toArray())
                    .bindArray(
                            "accounts",
                            String.class,
                            asked.stream().map(Person::account).toArray())
                    .map((row, context) -> departments.put(row.getString(1), row.getString(2), row.getString(3)))
                    .forEach(done -> {});
        }
        return departments;
    }

    private boolean put(String user, String account, @Nullable String department) {
        return department != null && told.put(new Person(user, account), department) == null;
    }

    @Nullable String of(String user, String account) {
        String here = told.get(new Person(user, account));
        return here == null ? told.get(new Person(user, ANYWHERE)) : here;
    }
}
