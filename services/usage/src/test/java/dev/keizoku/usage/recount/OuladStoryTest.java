package dev.keizoku.usage.recount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Batches;
import dev.keizoku.usage.SharedData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The submissions of the Open University's students (OULAD, Kuzilek, Hlosta and Zdrahal 2017, CC BY 4.0): 85,376 that
 * somebody made on 849 days of 2013 to 2015, counted and measured.
 */
@QuarkusTest
@WithKeizoku
class OuladStoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, LocalDate> STARTS = Map.of(
            "2013B", LocalDate.parse("2013-02-01"),
            "2013J", LocalDate.parse("2013-10-01"),
            "2014B", LocalDate.parse("2014-02-01"),
            "2014J", LocalDate.parse("2014-10-01"));

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    /** A student who handed something in. */
    private record Submission(String presentation, String assessment, String type, String student, LocalDate day) {

        static List<Submission> all() {
            Map<String, Map<String, String>> assessments = new HashMap<>();
            SharedData.table("oulad/assessments.csv").forEach(row -> assessments.put(row.get("id_assessment"), row));
            return SharedData.table("oulad/studentAssessment_dev.csv.gz").stream()
                    // Results carried over from an earlier attempt were handed in by nobody.
                    .filter(row -> row.get("is_banked").equals("0"))
                    .map(row -> of(row, assessments.get(row.get("id_assessment"))))
                    .toList();
        }

        private static Submission of(Map<String, String> row, Map<String, String> assessment) {
            LocalDate start = STARTS.get(assessment.get("code_presentation"));
            return new Submission(
                    assessment.get("code_module") + "-" + assessment.get("code_presentation"),
                    row.get("id_assessment"),
                    assessment.get("assessment_type"),
                    row.get("id_student"),
                    start.plusDays(Long.parseLong(row.get("date_submitted"))));
        }

        String event(String account) {
            return Batches.used(assessment + "/" + student, account, student, type, day + "T12:00:00Z");
        }
    }

    @BeforeEach
    void whenAllOfItWasOver() {
        MutableClock.set("2015-12-01T00:00:00Z");
        tenant = TestTenants.fresh();
    }

    @AfterEach
    void backToThePresent() {
        MutableClock.reset();
    }

    private void send(List<Submission> submissions, Function<Submission, String> account) {
        for (int from = 0; from < submissions.size(); from += 10_000) {
            List<Submission> batch = submissions.subList(from, Math.min(from + 10_000, submissions.size()));
            String events = batch.stream()
                    .map(submission -> submission.event(account.apply(submission)))
                    .collect(Collectors.joining(",", "[", "]"));
            // Ten thousand events against the contract would take longer than all the rest.
            Api.unchecked(tenant, "usage:write", "backfill")
                    .contentType(Batches.BATCH)
                    .body(events.getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events?history=true")
                    .then()
                    .body("accepted", equalTo(batch.size()));
        }
    }

    private void everyRollupEqualsARecount(List<Submission> submissions, Function<Submission, String> account) {
        SortedMap<String, Long> recount = new TreeMap<>();
        submissions.forEach(submission -> recount.merge(
                String.join(
                        "|", submission.day.toString(), account.apply(submission), submission.student, submission.type),
                1L,
                Long::sum));
        SortedMap<String, Long> rollups = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select concat_ws('|', day, account_id, user_id, feature) as key, count
                        from usage_day join tenant_number using (tenant_no) where tenant = :tenant
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> rollups.put(row.getString("key"), row.getLong("count")))
                .list());
        assertThat(rollups).isEqualTo(recount);
        System.out.printf(
                "OULAD: %,d submissions in %,d rollups, each equal to a recount%n", submissions.size(), rollups.size());
        List<LocalDate> days =
                submissions.stream().map(Submission::day).distinct().sorted().toList();
        assertThat(days).hasSize(849);
        jdbi.useHandle(handle -> days.stream()
                .filter(day -> day.getDayOfMonth() == 1)
                .forEach(day -> assertThat(Recounts.check(handle, day)).isEmpty()));
    }

    /** What is said of all accounts on the first of every month, by what it is. */
    private SortedMap<String, Integer> said() {
        SortedMap<String, Integer> said = new TreeMap<>();
        for (LocalDate day = LocalDate.parse("2013-04-01");
                day.isBefore(LocalDate.parse("2015-09-01"));
                day = day.plusMonths(1)) {
            Api.unchecked(tenant, "internal")
                    .get("/v1/measures?day=" + day)
                    .asString()
                    .lines()
                    .filter(line -> !line.startsWith("{\"end\""))
                    .map(OuladStoryTest::parsed)
                    .filter(measures -> measures.path("active_days_90").asInt() > 0)
                    .forEach(measures -> say(measures, said));
        }
        return said;
    }

    private static void say(JsonNode measures, SortedMap<String, Integer> said) {
        holdsTogether(measures);
        said.merge("account-days", 1, Integer::sum);
        said.merge("shift " + measures.at("/level/shift").asText(), 1, Integer::sum);
        said.merge("rhythm now " + measures.at("/rhythm/now/pattern").asText("unknown"), 1, Integer::sum);
        said.merge("bucket " + measures.at("/rhythm/bucket").asText(), 1, Integer::sum);
        JsonNode before = measures.at("/rhythm/before/adi");
        JsonNode now = measures.at("/rhythm/now/adi");
        if (before.isNumber() && now.isNumber() && before.asDouble() < 1.32 && now.asDouble() >= 1.32) {
            said.merge("turned intermittent", 1, Integer::sum);
        }
        JsonNode change = measures.at("/key_users/change");
        if (change.isNumber() && change.asDouble() <= -0.5) {
            said.merge("key users halved", 1, Integer::sum);
        }
        if (measures.at("/concentration/now/features").asInt() >= 2
                && measures.at("/concentration/now/top_share").asDouble() >= 0.8) {
            said.merge("top share of 0.8", 1, Integer::sum);
        }
        if (!measures.at("/trials/tried_28").isEmpty()) {
            said.merge("tried something", 1, Integer::sum);
        }
    }

    /** What no account may ever break, whatever it does. */
    private static void holdsTogether(JsonNode measures) {
        for (String window : List.of("now", "before")) {
            JsonNode shares = measures.at("/concentration/" + window);
            if (!shares.isNull()) {
                double hhi = shares.path("hhi").asDouble();
                assertThat(hhi).isBetween(1.0 / shares.path("features").asInt() - 1e-6, 1.0);
                assertThat(shares.path("hhi_normalised").asDouble()).isBetween(0.0, 1.0);
                assertThat(shares.path("entropy").asDouble()).isBetween(0.0, 1.0);
                assertThat(shares.path("top_share").asDouble()).isBetween(hhi - 1e-6, 1.0);
            }
            assertThat(measures.at("/rhythm/" + window + "/adi").asDouble(1)).isGreaterThanOrEqualTo(1);
            assertThat(measures.at("/rhythm/" + window + "/cv2").asDouble(0)).isNotNegative();
        }
        assertThat(measures.at("/key_users/share").asDouble(1)).isBetween(0.5, 1.0);
        assertThat(measures.path("active_users_7").asInt())
                .isLessThanOrEqualTo(measures.path("active_users_28").asInt());
        assertThat(measures.path("active_users_28").asInt())
                .isLessThanOrEqualTo(measures.path("active_users_90").asInt());
        assertThat(measures.path("days_since_active").asInt())
                .isEqualTo(measures.at("/rhythm/gap_days").asInt());
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(line, broken);
        }
    }

    @Test
    void studentsAsAccountsHandInTooSeldomToSurge() {
        List<Submission> submissions = Submission.all();
        assertThat(submissions).hasSize(85_376);
        send(submissions, Submission::student);
        everyRollupEqualsARecount(submissions, Submission::student);
        SortedMap<String, Integer> said = said();
        System.out.println("OULAD, students as accounts: " + said);
        // Fewer than 50 in any week.
        assertThat(said).doesNotContainKeys("shift surge", "shift drop");
    }

    @Test
    void modulesAsAccountsLiveByTheirDeadlines() {
        List<Submission> submissions = Submission.all();
        send(submissions, Submission::presentation);
        everyRollupEqualsARecount(submissions, Submission::presentation);
        SortedMap<String, Integer> said = said();
        System.out.println("OULAD, modules as accounts: " + said);
        assertThat(said).containsKeys("shift surge", "key users halved");
    }
}
