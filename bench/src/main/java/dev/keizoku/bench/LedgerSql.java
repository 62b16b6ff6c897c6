package dev.keizoku.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** MRR at the end of each month as somebody who knows SQL well would ask the ledger's rows for it: in one pass. */
final class LedgerSql {

    private static final String WHOLE = """
            select month, sum(moved) over (order by month) / 12 as mrr
            from (
                select greatest(date_trunc('month', day), date '%1$s' - interval '1 month') as month,
                    sum(closing - opening) as moved
                from mrr_movement
                where tenant = ? and plan_id = '' and day < date '%2$s'
                group by 1) moves
            order by month""";

    private static final String SLICES = """
            select plan_id, country, month, sum(moved) over (partition by plan_id, country order by month) / 12 as mrr
            from (
                select plan_id, attributes ->> 'country' as country,
                    greatest(date_trunc('month', day), date '%1$s' - interval '1 month') as month,
                    sum(closing - opening) as moved
                from mrr_movement
                join account using (tenant, account_id)
                where tenant = ? and plan_id <> '' and day < date '%2$s'
                group by 1, 2, 3) moves
            order by plan_id, country, month""";

    private final Connection connection;
    private final String tenant;
    private final LocalDate from;
    private final LocalDate to;

    LedgerSql(Connection connection, String tenant, LocalDate from, LocalDate to) {
        this.connection = connection;
        this.tenant = tenant;
        this.from = from;
        this.to = to;
    }

    Integer whole() throws SQLException {
        return ask(WHOLE);
    }

    Integer slices() throws SQLException {
        return ask(SLICES);
    }

    /** Asks and returns how many figures were answered. */
    private Integer ask(String question) throws SQLException {
        try (var statement = connection.prepareStatement(question.formatted(from, to))) {
            statement.setString(1, tenant);
            var rows = statement.executeQuery();
            int answered = 0;
            while (rows.next()) {
                answered++;
            }
            if (answered == 0) {
                throw new BenchFailure("The ledger has no movements.");
            }
            return answered;
        }
    }
}
