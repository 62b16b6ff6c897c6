package dev.keizoku.usage.pack;

import dev.keizoku.usage.pack.Packing.Packed;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of the packs, and how they are made from the rollups. */
final class PackStore {

    // Creates and locks the rows: whoever changes what is packed waits for them and makes them stale afterwards, and
    // what is read next includes whoever came before. Nothing is ever covered less than it was.
    private static final String LOCK = """
            insert into account_pack as stored (covers_to, tenant_no, block, account_id)
            select least(cast(:to as date), date '0001-01-01' + 28 * (block + 1)), :tenant, block, account_id
            from unnest(cast(:accounts as text[]), cast(:blocks as integer[])) as wanted (account_id, block)
            order by account_id collate "C", block
            on conflict (tenant_no, account_id, block) do update set
                covers_to = greatest(stored.covers_to, excluded.covers_to)
            """;

    // The days first, then each by the key of its rollups: every account's rollups lie among everybody's.
    private static final String ROLLUPS = """
            with wanted_day as materialized (
                select account_day.account_id, account_pack.block, account_day.day, account_day.received_on
                from unnest(cast(:accounts as text[]), cast(:blocks as integer[])) as wanted (account_id, block)
                join account_pack on account_pack.tenant_no = :tenant
                    and account_pack.account_id = wanted.account_id collate "C" and account_pack.block = wanted.block
                join account_day on account_day.tenant_no = :tenant
                    and account_day.account_id = wanted.account_id collate "C"
                    and account_day.day >= date '0001-01-01' + 28 * account_pack.block
                    and account_day.day < account_pack.covers_to
            )
            select wanted_day.account_id, block, usage_day.day, name, user_id, feature, usage_day.count,
                usage_day.received_on
            from wanted_day
            join usage_day on usage_day.tenant_no = :tenant and usage_day.day = wanted_day.day
                and usage_day.account_id = wanted_day.account_id and usage_day.received_on = wanted_day.received_on
            """;

    private static final String SAVE = """
            update account_pack set days = made.days, detail = made.detail, received_to = made.received_to,
                first_on = made.first_on, last_on = made.last_on, last_login_on = made.last_login_on
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as made (account_id, block, days, detail, received_to, first_on, last_on,
                last_login_on)
            where tenant_no = ? and account_pack.account_id = made.account_id collate "C"
                and account_pack.block = made.block
            """;

    private PackStore() {}

    /** What is packed together. */
    record Key(String account, Block block) {}

    /** Makes packs that cover the days before {@code to}, in the transaction of the handle. */
    static void pack(Handle handle, int tenant, List<Key> keys, LocalDate to) throws SQLException {
        // A few keys among many rows: looked up one by one, whatever the statistics of yesterday say.
        handle.execute("set local enable_hashjoin = off");
        handle.execute("set local enable_mergejoin = off");
        handle.execute("set local enable_seqscan = off");
        String[] accounts = keys.stream().map(Key::account).toArray(String[]::new);
        Integer[] blocks = keys.stream().map(key -> key.block().number()).toArray(Integer[]::new);
        handle.createUpdate(LOCK)
                .bind("tenant", tenant)
                .bind("to", to)
                .bindArray("accounts", String.class, (Object[]) accounts)
                .bindArray("blocks", Integer.class, (Object[]) blocks)
                .execute();
        Map<Key, Packing> packings = new LinkedHashMap<>();
        keys.forEach(key -> packings.put(key, new Packing(key.block())));
        handle.createQuery(ROLLUPS)
                .bind("tenant", tenant)
                .bindArray("accounts", String.class, (Object[]) accounts)
                .bindArray("blocks", Integer.class, (Object[]) blocks)
                .map((row, context) -> {
                    Packing packing = packings.get(new Key(row.getString(1), new Block(row.getInt(2))));
                    if (packing != null) {
                        packing.add(
                                row.getObject(3, LocalDate.class),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getObject(8, LocalDate.class));
                    }
                    return true;
                })
                .forEach(done -> {});
        save(handle.getConnection(), tenant, packings);
    }

    private static void save(Connection connection, int tenant, Map<Key, Packing> packings) throws SQLException {
        List<Key> keys = List.copyOf(packings.keySet());
        List<Packed> made = packings.values().stream().map(Packing::packed).toList();
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(Key::account).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "integer",
                            keys.stream().map(key -> key.block().number()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", made.stream().map(Packed::days).toArray(byte[][]::new)));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", made.stream().map(Packed::detail).toArray(byte[][]::new)));
            statement.setArray(5, dates(connection, made, Packed::receivedTo));
            statement.setArray(6, dates(connection, made, Packed::firstOn));
            statement.setArray(7, dates(connection, made, Packed::lastOn));
            statement.setArray(8, dates(connection, made, Packed::lastLoginOn));
            statement.setInt(9, tenant);
            statement.executeUpdate();
        }
    }

    private static java.sql.Array dates(
            Connection connection, List<Packed> made, Function<Packed, @Nullable LocalDate> date) throws SQLException {
        return connection.createArrayOf(
                "date",
                made.stream()
                        .map(date)
                        .map(day -> day == null ? null : Date.valueOf(day))
                        .toArray());
    }

    /** Accounts after one that did something on these days, in their order. */
    static List<String> active(Handle handle, int tenant, String after, LocalDate from, LocalDate to, int most) {
        return handle.createQuery("""
                        select distinct account_id from account_day
                        where tenant_no = :tenant and account_id > :after and day >= :from and day < :to
                        order by account_id
                        limit :most
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("from", from)
                .bind("to", to)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    /** Some of the packs that are not true any more, of days that are packed. */
    static List<Key> stale(Handle handle, int tenant, LocalDate packedTo, int most) {
        return handle.createQuery("""
                        select account_id, block from account_pack
                        where tenant_no = :tenant and days is null and date '0001-01-01' + 28 * block < :to
                        order by account_id, block
                        limit :most
                        """)
                .bind("tenant", tenant)
                .bind("to", packedTo)
                .bind("most", most)
                .map((row, context) -> new Key(row.getString("account_id"), new Block(row.getInt("block"))))
                .list();
    }
}
