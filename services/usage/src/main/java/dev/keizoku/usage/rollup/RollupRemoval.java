package dev.keizoku.usage.rollup;

import dev.keizoku.usage.pack.PackMarks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of what was counted, in the transaction that takes them out of what is stored.
 *
 * <p>Locks like a write does: the counter first, then its account's. An event that comes in meanwhile waits for the
 * counter, and is added to what is left.
 */
public final class RollupRemoval {

    private static final String KEY = """
            tenant_no = :tenant and day = :day and account_id = :account and name = :name and user_id = :user
                and feature = :feature and received_on = :received
            """;

    private RollupRemoval() {}

    /** Keeps writers off the counter until the transaction ends. Has to come before the event is taken out. */
    public static void lock(Handle handle, RollupKey key) {
        bind(handle.createQuery("select 1 from usage_day where " + KEY + " for update"), key)
                .mapTo(Integer.class)
                .list();
    }

    /** Takes one event out that is no longer stored; what it was the first or last of is found anew. */
    public static void remove(Handle handle, RollupKey key, Instant at, @Nullable BigDecimal value) {
        int gone = bind(handle.createUpdate("delete from usage_day where count <= 1 and " + KEY), key)
                .execute();
        if (gone == 0) {
            bind(handle.createUpdate("""
                            update usage_day set count = count - 1, sum = sum - :value,
                                first_at = case when first_at < :at then first_at else coalesce(
                                    (select min(occurred_at) from event where %1$s), first_at) end,
                                last_at = case when last_at > :at then last_at else coalesce(
                                    (select max(occurred_at) from event where %1$s), last_at) end
                            where %1$s
                            """.formatted(KEY)), key)
                    .bind("at", at.atOffset(ZoneOffset.UTC))
                    .bind("value", value == null ? BigDecimal.ZERO : value)
                    .execute();
        }
        if (!key.account().isEmpty()) {
            removeFromAccount(handle, key);
        }
    }

    private static void removeFromAccount(Handle handle, RollupKey key) {
        PackMarks.touch(handle, key.tenant(), key.day(), key.account());
        String row = " tenant_no = :tenant and account_id = :account and day = :day and received_on = :received";
        int gone = bindAccount(handle.createUpdate("delete from account_day where count <= 1 and" + row), key)
                .execute();
        if (gone == 0) {
            bindAccount(
                            handle.createUpdate(
                                    "update account_day set count = count - 1, logins = logins - :logins where" + row),
                            key)
                    .bind("logins", key.name().equals("login") ? 1 : 0)
                    .execute();
        }
    }

    /** Gives everything counted for some users on some days to another user; how many counters that were. */
    public static int rename(Handle handle, int tenant, LocalDate from, LocalDate to, String[] users, String other) {
        return handle.createUpdate("""
                        with gone as (
                            delete from usage_day
                            where tenant_no = :tenant and day >= :from and day < :to and user_id = any(:users)
                            returning *
                        ), touched as (
                            select tenant_no, day, account_id from gone
                        ), stale as (
                            %s)
                        insert into usage_day as stored (count, first_at, last_at, tenant_no, day, received_on,
                            account_id, name, user_id, feature, sum)
                        select sum(count), min(first_at), max(last_at), tenant_no, day, received_on, account_id, name,
                            :other, feature, sum(sum)
                        from gone
                        group by tenant_no, day, account_id, name, feature, received_on
                        order by tenant_no, day, account_id, name, feature, received_on
                        on conflict (tenant_no, day, account_id, name, user_id, feature, received_on) do update set
                            count = stored.count + excluded.count,
                            first_at = least(stored.first_at, excluded.first_at),
                            last_at = greatest(stored.last_at, excluded.last_at),
                            sum = stored.sum + excluded.sum
                        """.formatted(PackMarks.TOUCHED))
                .bind("tenant", tenant)
                .bind("from", from)
                .bind("to", to)
                .bindArray("users", String.class, (Object[]) users)
                .bind("other", other)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, RollupKey key) {
        return bindAccount(statement, key)
                .bind("name", key.name())
                .bind("user", key.user())
                .bind("feature", key.feature());
    }

    private static <S extends SqlStatement<S>> S bindAccount(S statement, RollupKey key) {
        return statement
                .bind("tenant", key.tenant())
                .bind("day", key.day())
                .bind("account", key.account())
                .bind("received", key.receivedOn());
    }
}
