package dev.keizoku.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** MRR at the end of each month as an analyst would ask the ledger's rows for it. */
final class LedgerSql {

    private static final String WHOLE = """
            select month_end, sum(delta) / 12 as mrr
            from generate_series(1, ?) as number
            cross join lateral (select (date '%s' + number * interval '1 month')::date as month_end) months
            join movement on movement.day < month_end
            where tenant = ?
            group by month_end
            order by month_end""";

    private final Connection connection;
    private final String tenant;
    private final LocalDate from;
    private final int months;

    LedgerSql(Connection connection, String tenant, LocalDate from, int months) {
        this.connection = connection;
        this.tenant = tenant;
        this.from = from;
        this.months = months;
    }

    /** Asks and returns how many months were answered. */
    Integer whole() throws SQLException {
        try (var statement = connection.prepareStatement(WHOLE.formatted(from))) {
            statement.setInt(1, months);
            statement.setString(2, tenant);
            var rows = statement.executeQuery();
            int answered = 0;
            while (rows.next()) {
                answered++;
            }
            if (answered != months) {
                throw new BenchFailure("The ledger answered %d of %d months.".formatted(answered, months));
            }
            return answered;
        }
    }
}
