package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether a write is done as a whole or not at all, entry of the trail included, whichever of its statements fails: the
 * connection is cut at the first, then at the second, and so on until one write comes through.
 */
public final class WholeWrites {

    private static final int MOST_STATEMENTS = 200;

    private WholeWrites() {}

    /**
     * Checks a write that changes the same tables each time.
     *
     * @param tenant whose rows are looked at
     * @param write sends it; what it is given is to stand in what it writes, and as {@code X-Request-Id}
     * @return the tables it changes
     */
    public static Set<String> check(String tenant, Function<String, Response> write) {
        assertThat(write.apply("w-first").statusCode()).isBetween(200, 299);
        Map<String, String> before = rows(tenant);
        assertThat(write.apply("w-whole").statusCode()).isBetween(200, 299);
        Set<String> whole = changed(before, rows(tenant));
        assertThat(whole).isNotEmpty();
        for (int nth = 1; nth <= MOST_STATEMENTS; nth++) {
            before = rows(tenant);
            String mark = "w-cut-" + nth + "-w";
            PostgresResource.cuts().arm(mark, nth);
            Response answer = write.apply(mark);
            boolean cut = PostgresResource.cuts().disarm();
            Set<String> changed = changed(before, rows(tenant));
            if (!cut) {
                assertThat(answer.statusCode()).isBetween(200, 299);
                assertThat(changed).isEqualTo(whole);
                assertThat(nth).as("nothing was cut").isGreaterThan(1);
                System.out.printf("cut at each of %d statements: whole or not at all, of %s%n", nth - 1, whole);
                return whole;
            }
            if (answer.statusCode() >= 300) {
                BadInput.isProblem(answer, 503, "unavailable");
                assertThat(answer.header("Retry-After")).isNotBlank();
            }
            assertThat(changed)
                    .as("cut at statement %d, answered %d", nth, answer.statusCode())
                    .isIn(answer.statusCode() < 300 ? Set.of(whole) : Set.of(Set.of(), whole));
        }
        throw new AssertionError("A write that takes more than " + MOST_STATEMENTS + " statements.");
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> changed = new TreeSet<>();
        after.forEach((table, rows) -> {
            if (!rows.equals(before.get(table))) {
                changed.add(table);
            }
        });
        return changed;
    }

    /** A hash of the tenant's rows in each table that has a tenant, without what changes by itself. */
    private static Map<String, String> rows(String tenant) {
        String database = ConfigProvider.getConfig().getValue("keizoku.db.name", String.class);
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = PostgresResource.server()
                        .getDatabase("postgres", database)
                        .getConnection();
                Statement statement = connection.createStatement()) {
            List<String[]> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("""
                    select columns.table_name, columns.column_name from information_schema.columns
                    join pg_class on relname = table_name and relkind in ('r', 'p') and not relispartition
                    where table_schema = 'public' and column_name in ('tenant', 'tenant_no', 'tenant_id')
                        and table_name <> 'audit_seal'
                    """)) {
                while (found.next()) {
                    tables.add(new String[] {found.getString(1), found.getString(2)});
                }
            }
            for (String[] table : tables) {
                String whose = table[1].equals("tenant_no")
                        ? "tenant_no = (select tenant_no from tenant_number where tenant = ?)"
                        : table[1] + " = ?";
                try (PreparedStatement read = connection.prepareStatement("select count(*) || ' ' || coalesce(sum("
                        + "hashtextextended(cast(to_jsonb(t) - 'last_used_at' as text), 0)), 0) from " + table[0]
                        + " t where " + whose)) {
                    read.setString(1, tenant);
                    try (ResultSet row = read.executeQuery()) {
                        row.next();
                        rows.put(table[0], row.getString(1));
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return rows;
    }
}
