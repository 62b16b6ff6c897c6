package dev.keizoku.bench;

import dev.keizoku.demo.http.Api;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;

/** What {@code usage} packs behind the back of everybody after a night, or after a load. */
final class Packs {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private Packs() {}

    /** Waits until the days before {@code day} are packed; seconds. */
    static double await(Connection usage, LocalDate day) throws SQLException {
        var started = System.nanoTime();
        while (!done(usage, day)) {
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchFailure("The days before " + day + " are not packed.");
            }
            Api.pause(POLL);
        }
        try (var statement = usage.createStatement()) {
            statement.execute("vacuum analyze account_pack");
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static boolean done(Connection usage, LocalDate day) throws SQLException {
        try (var statement = usage.createStatement();
                var row = statement.executeQuery("select coalesce(min(packed_to) >= date '" + day + "', false)"
                        + " from pack_state join tenant_number using (tenant_no)")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
