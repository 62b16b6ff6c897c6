package dev.keizoku.usage.ingest;

import dev.keizoku.usage.retention.LateDays;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a month its partition before its first event is stored, and notes days that may no longer be kept.
 *
 * <p>On demand and not by a nightly job: history arrives years late, and a month without events needs no table. What is
 * older than ten years stays in the default partition, so that nobody can make us keep thousands of tables.
 */
@Singleton
final class EventPartitions {

    private static final int MOST_YEARS = 10;
    private static final long LOCK = 0x6b65697a6f6b75L;
    private static final String CHECK_VIOLATION = "23514";

    private final AgroalDataSource source;
    private final LateDays lateDays;
    private final Clock clock;
    private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

    EventPartitions(AgroalDataSource source, LateDays lateDays, Clock clock) {
        this.source = source;
        this.lateDays = lateDays;
        this.clock = clock;
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Makes sure that the months of the days have their partitions; in transactions of its own. */
    void ensure(Collection<LocalDate> days) throws SQLException {
        if (lateDays.mayHold(days)) {
            apart(connection -> lateDays.note(connection, days));
        }
        for (LocalDate day : days) {
            YearMonth month = YearMonth.from(day);
            if (!known.contains(month)) {
                if (month.isAfter(oldest())) {
                    apart(connection -> create(connection, month));
                }
                known.add(month);
            }
        }
    }

    private YearMonth oldest() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).minusYears(MOST_YEARS);
    }

    private void apart(Work work) throws SQLException {
        try {
            QuarkusTransaction.suspendingExisting().call(() -> {
                try (Connection connection = source.getConnection()) {
                    work.on(connection);
                }
                return work;
            });
        } catch (RuntimeException wrapped) {
            if (wrapped.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw wrapped;
        }
    }

    private static void create(Connection connection, YearMonth month) throws SQLException {
        String table = "event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(connection, table)) {
                // Attached, not made in place: that would lock out every writer.
                statement.execute("create table " + table + " (like event including constraints)");
                statement.execute("alter table event attach partition " + table + " for values from ('" + month.atDay(1)
                        + "') to ('" + month.plusMonths(1).atDay(1) + "')");
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            // The default partition holds events of the month already; the others join them there.
            if (!CHECK_VIOLATION.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
