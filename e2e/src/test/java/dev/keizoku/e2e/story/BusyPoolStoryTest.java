package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that has no connection to its database left is busy and not away: it refuses in time and stays ready. */
class BusyPoolStoryTest {

    /** Promised are five seconds; on a machine that others use the odd answer waits for a processor as well. */
    private static final Duration ANSWERED = Duration.ofSeconds(10);

    private static final Duration ALLOWED = Duration.ofMinutes(1);
    private static final int PROBES_WHILE_BUSY = 5;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
    private static final int READERS = 8;

    /** {@code quarkus.datasource.jdbc.max-size}. */
    private static final int CONNECTIONS = 12;

    private static final Pattern TAKEN = Pattern.compile("(?m)^agroal_active_count\\{[^}]*} (\\S+)$");
    private static final String TABLES =
            "select string_agg(quote_ident(tablename), ', ') from pg_tables where schemaname = 'public'";

    private static Suite suite;
    private static Api admin;

    @BeforeAll
    static void begin() {
        suite = Suite.running();
        admin = suite.tenant("busy", "UTC", "USD").admin();
    }

    /** Every table of a service is locked, so that whoever asks it holds a connection until the statement is cancelled. */
    @ParameterizedTest
    @EnumSource
    void aServiceIsReadyWhileEveryConnectionOfItsPoolIsBusy(Member member) throws Exception {
        String read = Watch.READS.get(member);
        admin.get(read).ok();
        List<Future<Outcome>> asked = new ArrayList<>();
        int probes = 0;
        int whileBusy = 0;
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = suite.database().connect(member.id())) {
            lockEveryTable(locking);
            for (long began = System.nanoTime();
                    whileBusy < PROBES_WHILE_BUSY && System.nanoTime() - began < ALLOWED.toNanos();
                    probes++) {
                for (int i = 0; i < READERS; i++) {
                    asked.add(askers.submit(() -> Outcome.of(read, () -> admin.get(read))));
                }
                Wait.lasts(BETWEEN_PROBES);
                boolean busy = hasNoneLeft(member);
                assertThat(suite.health(member, "ready")).isEqualTo(200);
                whileBusy += busy && hasNoneLeft(member) ? 1 : 0;
            }
            locking.rollback();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> one : asked) {
            outcomes.add(one.get());
        }
        System.out.printf(
                "Busy pool of %s: ready in %d probes, in %d of them with every connection taken; %d answers, %d of them refusals, the longest after %.2f s%n",
                member,
                probes,
                whileBusy,
                outcomes.size(),
                Outcome.refusals(outcomes),
                Outcome.longest(outcomes).toMillis() / 1e3);
        assertThat(whileBusy)
                .as("%d of %d probes of %s while all its connections were busy", whileBusy, probes, member)
                .isEqualTo(PROBES_WHILE_BUSY);
        assertThat(Outcome.longest(outcomes)).as("longest answer of %s", member).isLessThan(ANSWERED);
        outcomes.forEach(Outcome::saysSo);
    }

    private static void lockEveryTable(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Wait.passes(ALLOWED, () -> {
            try (Statement statement = connection.createStatement()) {
                ResultSet tables = statement.executeQuery(TABLES);
                tables.next();
                return statement.execute("lock table " + tables.getString(1) + " in access exclusive mode");
            } catch (SQLException deadlock) {
                rollBack(connection);
                throw new AssertionError(deadlock);
            }
        });
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By what the pool says of itself: a connection that one thread keeps is as little there for others as one that waits. */
    private static boolean hasNoneLeft(Member member) {
        return TAKEN.matcher(suite.metrics(member))
                .results()
                .anyMatch(taken -> Double.parseDouble(taken.group(1)) >= CONNECTIONS);
    }
}
