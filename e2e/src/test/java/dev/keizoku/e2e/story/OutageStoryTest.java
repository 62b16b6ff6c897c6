package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While the database is away callers are told so in time, and when it is back all is as before, by itself. */
class OutageStoryTest {

    /** Promised: the gateway answers by itself half a second before. */
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    /** No answer is later than this; the odd one that is later than promised waited for a processor. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    /** Promised, and asserted as promised. */
    private static final Duration RECOVERED = Duration.ofSeconds(10);

    /** What is as usual: twice of what it was before, or this on a busy machine. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final Duration OUTAGE = Duration.ofSeconds(7);
    private static final int CUTS = 20;
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(200);
    private static final String CUT = "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            + "where backend_type = 'client backend' and usename <> 'postgres'";
    private static Suite suite;

    private enum Outage {
        FROZEN(suite -> suite.database().freeze(), suite -> suite.database().thaw()),
        DOWN(suite -> suite.database().kill(), suite -> suite.database().restart()),
        BEHIND_A_SILENT_NETWORK(
                suite -> suite.cable().fallSilent(), suite -> suite.cable().mend()),
        BEHIND_A_BROKEN_NETWORK(
                suite -> suite.cable().breakDown(), suite -> suite.cable().mend());

        private final Consumer<Suite> begin;
        private final Consumer<Suite> end;

        Outage(Consumer<Suite> begin, Consumer<Suite> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        suite = Suite.withCable();
    }

    @AfterAll
    static void end() {
        suite.close();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyIsAnsweredInTimeAndAllIsAsBeforeOnceItIsBack(Outage outage) {
        endure("Database " + outage, () -> {
            long began = System.nanoTime();
            outage.begin.accept(suite);
            try {
                awaitReadiness(503, LATEST);
                while (System.nanoTime() - began < OUTAGE.toNanos()) {
                    assertThat(Member.values()).allMatch(member -> suite.health(member, "live") == 200);
                    assertThat(Member.values()).allMatch(member -> suite.health(member, "ready") == 503);
                }
            } finally {
                outage.end.accept(suite);
            }
        });
    }

    @Test
    void everybodyIsAnsweredInTimeWhileEveryConnectionIsCutAgainAndAgain() throws SQLException {
        try (Connection connection = suite.database().connect("postgres")) {
            endure("Database cut " + CUTS + " times", () -> {
                int met = 0;
                for (int i = 0; i < CUTS; i++) {
                    met += cutAll(connection) > 0 ? 1 : 0;
                    Wait.lasts(BETWEEN_CUTS);
                }
                // Where a machine is slow nobody may have a connection again so soon.
                assertThat(met).as("cuts that met a connection").isGreaterThan(CUTS / 2);
            });
        }
    }

    private static int cutAll(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet cut = statement.executeQuery(CUT)) {
            cut.next();
            return cut.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void endure(String told, Runnable outage) {
        try (Watch watch = new Watch(suite.tenant("outage", "UTC", "USD"), 1)) {
            Duration usual = watch.usual();
            watch.taken();
            outage.run();
            long returned = System.nanoTime();
            Duration soon = usual.multipliedBy(2).compareTo(SOON) > 0 ? usual.multipliedBy(2) : SOON;
            Duration recovery = watch.recovery(returned, RECOVERED, soon);
            awaitReadiness(200, RECOVERED);
            List<Outcome> all = watch.taken();
            List<Outcome> during = all.stream()
                    .filter(outcome -> outcome.began() - returned < 0)
                    .toList();
            List<Outcome> after = all.stream()
                    .filter(outcome -> outcome.began() - returned >= recovery.toNanos())
                    .filter(outcome -> outcome.began() - returned
                            < recovery.plus(Watch.WINDOW).toNanos())
                    .toList();
            Map<Writer.Kind, Long> kept = watch.lostNothing();
            System.out.printf(
                    "%s: %d answers, the longest after %.2f s, %d of them refusals; p99 %d ms before, %d ms from %.2f s after its return on; acknowledged and there once: %s%n",
                    told,
                    during.size(),
                    Outcome.longest(during).toMillis() / 1e3,
                    Outcome.refusals(during),
                    usual.toMillis(),
                    Outcome.p99(after).toMillis(),
                    recovery.toMillis() / 1e3,
                    kept);
            assertThat(Outcome.refusals(during)).isPositive();
            assertThat(Outcome.p99(all)).isLessThan(ANSWERED);
            assertThat(Outcome.longest(all)).isLessThan(LATEST);
            all.forEach(Outcome::saysSo);
        }
    }

    private static void awaitReadiness(int status, Duration limit) {
        for (Member member : Member.values()) {
            Wait.until(limit, member + " says " + status, () -> suite.health(member, "ready") == status);
        }
    }
}
