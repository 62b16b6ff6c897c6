package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Three processes of health on one database, each killed in the middle of a night, while the clock goes through the change
 * to summer time in America and in Europe, the end of a month, and nights in which nobody was there: every night of
 * every tenant happens once, with the scores of nights that nobody disturbed.
 */
class ReplicasStoryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** The day before New York's of 23 hours; Berlin's is the 28th. */
    private static final Instant BEGIN = Instant.parse("2027-03-13T12:00:00Z");

    private static final LocalDate FIRST = LocalDate.parse("2027-03-13");
    private static final LocalDate LAST = LocalDate.parse("2027-03-31");

    private static final LocalDate GOES_ON = LocalDate.parse("2027-03-15");
    private static final LocalDate GOES_ON_TO = LocalDate.parse("2027-03-26");

    private static final int REPLICAS = 3;
    private static final int ACCOUNTS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Nights of many short transactions, so that there is a middle to be killed in. */
    private static final Map<String, String> SHORT_STEPS = Map.of(
            "KEIZOKU_RUN_CHUNK", "2",
            "KEIZOKU_RUN_ACCOUNTS_PER_SHARD", "25",
            "KEIZOKU_RUN_LEASE", "PT3S",
            "KEIZOKU_RUN_LONGEST_WAIT", "PT2S");

    private static final String SCORES = """
            select md5(string_agg(concat_ws('|', day, account_id, computed, effective, cap_rule, cap_threshold, raw_band,
                band, coverage, confidence, live, last_login_on, measures), chr(10) order by day, account_id)) as sum,
                count(*) as rows
            from score_snapshot where tenant = ? and day between ? and ?""";

    private static final String RISKS = """
            select md5(string_agg(concat_ws('|', day, account_id, value, level, parts, findings, memory), chr(10)
                order by day, account_id)) as sum, count(*) as rows
            from risk_snapshot where tenant = ? and day between ? and ?""";

    /** What a table holds of some days, in short. */
    private record Sum(String sum, long rows) {}

    @Test
    void everyNightHappensOnceWhateverIsKilled() throws IOException, SQLException {
        try (Suite suite = Suite.withReplicas(REPLICAS, SHORT_STEPS)) {
            suite.moveClock(BEGIN);
            List<NightCompany> companies = companies(suite);
            // The night of the day before was made while the data came in.
            companies.forEach(company -> company.score(FIRST.minusDays(1)));
            NightCompany berlin = companies.get(0);
            NightCompany newYork = companies.get(1);
            NightCompany tokyo = companies.get(2);

            aDayOf23Hours(suite, tokyo, newYork, "2027-03-15T03:50:00Z", "2027-03-15T04:00:30Z", "2027-03-14");
            killsInTheMiddle(suite, companies);
            aDayOf23Hours(suite, tokyo, berlin, "2027-03-28T21:50:00Z", "2027-03-28T22:00:30Z", "2027-03-28");

            suite.killHealth();
            suite.moveClock(Instant.parse("2027-03-31T12:00:00Z"));
            suite.reviveHealth();
            companies.forEach(company -> company.awaitNight(LocalDate.parse("2027-03-30"), PATIENCE));
            suite.moveClock(Instant.parse("2027-04-01T12:00:00Z"));
            companies.forEach(company -> company.awaitNight(LAST, PATIENCE));

            companies.forEach(ReplicasStoryTest::everyNightOnce);
            assertThat(takeovers(suite)).isPositive();
            asIfNobodyHadDisturbed(suite, companies);
        }
    }

    /** Ten minutes before its end the day is over in the east and not in the west; just after it, it is. */
    private static void aDayOf23Hours(
            Suite suite, NightCompany east, NightCompany west, String before, String after, String date) {
        LocalDate day = LocalDate.parse(date);
        suite.moveClock(Instant.parse(before));
        // Whoever made the night in the east has looked at all tenants.
        east.awaitNight(day, PATIENCE);
        west.awaitNight(day.minusDays(1), PATIENCE);
        assertThat(west.nights(day)).as("%s in %s", day, west.zone()).isEmpty();
        suite.moveClock(Instant.parse(after));
        west.awaitNight(day, PATIENCE);
    }

    /** Twelve nights of three tenants are missed; whoever catches up is killed, and who takes over as well. */
    private static void killsInTheMiddle(Suite suite, List<NightCompany> companies) {
        suite.killHealth();
        suite.moveClock(Instant.parse("2027-03-27T12:00:00Z"));
        companies.forEach(company -> company.goesOn(GOES_ON, GOES_ON_TO));
        suite.reviveHealth();
        Set<Long> killed = new HashSet<>();
        for (int kill = 0; kill < REPLICAS; kill++) {
            long worker = workerInTheMiddle(suite, killed);
            suite.killHealth(worker);
            killed.add(worker);
        }
        suite.reviveHealth();
        companies.forEach(company -> company.awaitNight(GOES_ON_TO, PATIENCE));
    }

    private static void asIfNobodyHadDisturbed(Suite suite, List<NightCompany> disturbed) throws SQLException {
        List<NightCompany> companies = companies(suite);
        atOnce(companies, company -> {
            company.goesOn(GOES_ON, GOES_ON_TO);
            FIRST.minusDays(1).datesUntil(LAST.plusDays(1)).forEach(company::score);
            return company;
        });
        for (int i = 0; i < companies.size(); i++) {
            saysTheSame(suite, disturbed.get(i), companies.get(i));
        }
        atOnce(disturbed, company -> {
            company.changesNothingWhenRunAgain(LAST);
            return company;
        });
    }

    private static List<NightCompany> companies(Suite suite) {
        return atOnce(
                List.of(Map.entry(BERLIN, "EUR"), Map.entry(NEW_YORK, "USD"), Map.entry(TOKYO, "JPY")),
                home -> NightCompany.of(suite, home.getKey(), home.getValue(), ACCOUNTS, FIRST));
    }

    /** Companies have nothing to do with each other, so none waits for another. */
    private static <T, R> List<R> atOnce(List<T> all, Function<T, R> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> work.apply(each), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private static void everyNightOnce(NightCompany company) {
        List<JsonNode> nights = new ArrayList<>();
        FIRST.datesUntil(LAST.plusDays(1)).forEach(day -> {
            assertThat(company.nights(day)).as("%s in %s", day, company.zone()).hasSize(1);
            nights.addAll(company.nights(day));
        });
        assertThat(nights).allSatisfy(night -> {
            assertThat(night.path("status").asText()).isEqualTo("done");
            assertThat(night.path("accounts_done").asInt()).isEqualTo(ACCOUNTS);
        });
    }

    private static void saysTheSame(Suite suite, NightCompany disturbed, NightCompany undisturbed) throws SQLException {
        for (String table : List.of(SCORES, RISKS)) {
            Sum sum = sum(suite, table, disturbed);
            assertThat(sum.rows()).isEqualTo(ACCOUNTS * (FIRST.datesUntil(LAST).count() + 1));
            assertThat(sum).as("%s", disturbed.zone()).isEqualTo(sum(suite, table, undisturbed));
        }
    }

    private static Sum sum(Suite suite, String table, NightCompany company) throws SQLException {
        try (Connection health = suite.database().connect("health");
                PreparedStatement question = health.prepareStatement(table)) {
            question.setString(1, company.tenant().id());
            question.setObject(2, FIRST);
            question.setObject(3, LAST);
            try (ResultSet row = question.executeQuery()) {
                row.next();
                return new Sum(row.getString("sum"), row.getLong("rows"));
            }
        }
    }

    /** The process that has written a part of a night, and not all of it. */
    private static long workerInTheMiddle(Suite suite, Set<Long> killed) {
        return Wait.passes(PATIENCE, () -> {
            try (Connection health = suite.database().connect("health");
                    PreparedStatement question = health.prepareStatement("""
                            select pid from job_run cross join cast(split_part(owner, '@', 1) as bigint) as pid
                            where status = 'running' and owner is not null and position is not null
                                and lease_until > now() and pid <> all (?)
                            limit 1""")) {
                question.setArray(1, health.createArrayOf("bigint", killed.toArray()));
                try (ResultSet row = question.executeQuery()) {
                    if (!row.next()) {
                        throw new AssertionError("Nobody is in the middle of a night.");
                    }
                    return row.getLong("pid");
                }
            } catch (SQLException unreachable) {
                throw new IllegalStateException(unreachable);
            }
        });
    }

    /** Shards of which somebody else did the rest. */
    private static long takeovers(Suite suite) throws SQLException {
        try (Connection health = suite.database().connect("health");
                PreparedStatement question =
                        health.prepareStatement("select count(*) as shards from job_run where fence > 1");
                ResultSet row = question.executeQuery()) {
            row.next();
            return row.getLong("shards");
        }
    }
}
