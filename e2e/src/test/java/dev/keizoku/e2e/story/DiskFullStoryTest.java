package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The disk of the database is full while every service is read and written to. First the tables cannot grow, and what only
 * reads goes on; then the log of writes cannot either, at which PostgreSQL stops itself. Callers are told so in time,
 * nothing they were told is stored is lost, and once there is room again all is as before.
 */
class DiskFullStoryTest {

    private static final int MEGABYTES = 384;
    private static final int OF_EACH_QUESTION = 2;
    private static final int SEGMENTS = 100;

    /** What the story reads of the gateway takes an administrator, which is not without a note of it. */
    private static final List<Member> SERVE_READS =
            List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH);

    private static final Duration FULL = Duration.ofSeconds(7);

    /** What is promised, and as much again for a slow machine. */
    private static final Duration ANSWERED = Duration.ofSeconds(5).multipliedBy(2);

    private static final Duration RECOVERED = Duration.ofMinutes(4);

    @Test
    void nothingAcknowledgedIsLostWhileTheDiskIsFull() throws Exception {
        try (Suite suite = Suite.onSmallDisk(MEGABYTES);
                Watch watch = new Watch(suite.tenant("disk", "UTC", "USD"), OF_EACH_QUESTION)) {
            watch.recovery(System.nanoTime(), RECOVERED, RECOVERED);
            watch.taken();
            full(suite, watch);
            System.out.printf("Disk full: acknowledged and there once: %s%n", watch.lostNothing());
        }
    }

    private static void full(Suite suite, Watch watch) throws SQLException {
        List<Outcome> tables;
        List<Outcome> log;
        boolean stopped;
        long filled;
        long began;
        // Where there is no room a new connection is not certain to be had.
        try (Connection superuser = suite.database().connect("postgres")) {
            filled = suite.disk().fill();
            began = System.nanoTime();
            Wait.until(
                    RECOVERED,
                    "events and subscriptions are refused",
                    () -> watch.refuses(Writer.Kind.EVENTS) && watch.refuses(Writer.Kind.SUBSCRIPTIONS));
            Wait.lasts(FULL);
            tables = watch.taken();
            useUpTheLog(superuser);
            watch.taken();
            Wait.lasts(FULL);
            log = watch.taken();
            stopped = !suite.database().isRunning();
            assertThat(Member.values()).allMatch(member -> suite.health(member, "live") == 200);
        } finally {
            suite.disk().free();
        }
        Duration lasted = Duration.ofNanos(System.nanoTime() - began);
        long freed = System.nanoTime();
        // As whoever runs the suite has it started again: the launcher, Docker, Kubernetes.
        suite.database().restart();
        Duration recovery = watch.recovery(freed, RECOVERED, RECOVERED);
        System.out.printf(
                "Disk full for %d s, %d MB taken: %s while no table could grow, %s while the log of writes could not "
                        + "(PostgreSQL %s); all well %.2f s after there was room%n",
                lasted.toSeconds(),
                filled >> 20,
                told(tables),
                told(log),
                stopped ? "had stopped" : "was recovering",
                recovery.toMillis() / 1e3);
        tables.forEach(DiskFullStoryTest::isAnsweredInTime);
        log.forEach(DiskFullStoryTest::isAnsweredInTime);
        for (Member member : SERVE_READS) {
            assertThat(tables)
                    .as("reads of %s", member)
                    .anyMatch(outcome -> outcome.good() && outcome.asked().equals(member.id() + " reads"));
        }
        assertThat(log).anyMatch(outcome -> !outcome.good());
    }

    /** Begins one segment after the other until there is no room for the next. */
    private static void useUpTheLog(Connection superuser) {
        try (Statement statement = superuser.createStatement()) {
            for (int i = 0; i < SEGMENTS; i++) {
                statement.execute("select pg_logical_emit_message(false, 'story', 'segment')");
                statement.execute("select pg_switch_wal()");
            }
        } catch (SQLException stopped) {
            return;
        }
        throw new AssertionError("There was room for " + SEGMENTS + " segments.");
    }

    private static String told(List<Outcome> outcomes) {
        return "%d answers, %d of them refusals, the longest after %.2f s"
                .formatted(
                        outcomes.size(),
                        Outcome.refusals(outcomes),
                        Outcome.longest(outcomes).toMillis() / 1e3);
    }

    /** A refusal is a 503 that says when to come again, and nothing of what is inside. */
    private static void isAnsweredInTime(Outcome outcome) {
        outcome.saysSo();
        assertThat(outcome.took()).as(outcome.toString()).isLessThan(ANSWERED);
        if (!outcome.good()) {
            assertThat(outcome.answer().body()).doesNotContain("space", "extend", "base/", "pg_wal", "SQL");
        }
    }
}
