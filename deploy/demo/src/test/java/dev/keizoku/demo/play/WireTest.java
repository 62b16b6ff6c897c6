package dev.keizoku.demo.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.demo.company.Behaviour;
import dev.keizoku.demo.company.Company;
import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.company.Touchpoint;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Story STORY = new Story(1, LocalDate.of(2026, 3, 17), ZONE);
    private static final Company COMPANY = Company.play(STORY);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rows rows = new Rows(ZONE, "USD");

    @Test
    void writesAccountsUnderTheCrmsColumns() throws IOException {
        var lines = new String(Rows.accounts(COMPANY.seen()), UTF_8).lines().toList();
        var mapping = JSON.readTree(Performance.class.getResourceAsStream("accounts.json"));
        assertThat(lines).hasSize((int) COMPANY.seen().count() + 1);
        for (var field : mapping.path("fields")) {
            assertThat(lines.getFirst().split(","))
                    .contains(field.path("column").asText());
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(6));
    }

    @Test
    void writesTermsOnlyWhereAChangeHasThem() throws IOException {
        for (var row : read(rows.changes(COMPANY.changes()))) {
            var hasTerms = List.of("trial_start", "start", "change_terms")
                    .contains(row.path("kind").asText());
            assertThat(row.has("plan_id")).isEqualTo(hasTerms);
            assertThat(row.has("quantity")).isEqualTo(hasTerms);
            assertThat(row.has("cancel_at")).isEqualTo(row.path("kind").asText().equals("schedule_cancellation"));
            assertThat(Instant.parse(row.path("effective_at").asText())).isNotNull();
        }
    }

    @Test
    void writesTicketsAndAnswers() throws IOException {
        var at = LocalDateTime.of(2026, 3, 2, 9, 30);
        var written = read(rows.touchpoints(Stream.of(
                new Touchpoint.Ticket("t1", "c-1", "u-1", at, "high", null),
                new Touchpoint.Answer("a1", "c-1", "u-2", at, 9))));
        assertThat(written.getFirst().toString())
                .isEqualTo("{\"touchpoint_id\":\"t1\",\"account_id\":\"c-1\",\"occurred_at\":\"2026-03-02T14:30:00Z\","
                        + "\"kind\":\"ticket\",\"priority\":\"high\",\"user_id\":\"u-1\"}");
        assertThat(written.getLast().toString())
                .isEqualTo("{\"touchpoint_id\":\"a1\",\"account_id\":\"c-1\",\"occurred_at\":\"2026-03-02T14:30:00Z\","
                        + "\"kind\":\"survey_answer\",\"survey\":\"nps\",\"score\":9,\"respondent\":\"u-2\"}");
    }

    @Test
    void writesEventsAsABatchOfCloudEvents() throws IOException {
        var behaviour = new Behaviour(STORY);
        var day = LocalDate.of(2026, 3, 3);
        var events = COMPANY.seen()
                .flatMap(customer -> behaviour.events(customer, day).stream())
                .toList();
        var batch = JSON.readTree(new EventWriter(ZONE).write(events));
        assertThat(batch).hasSameSizeAs(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("source").asText()).isEqualTo("/demo/app");
            assertThat(Instant.parse(event.path("time").asText()).atZone(ZONE).toLocalDate())
                    .isEqualTo(day);
            assertThat(event.at("/data/feature").isMissingNode())
                    .isEqualTo(!event.path("type").asText().equals("feature.used"));
        });
    }

    @Test
    void scoresWeekByWeekAndOnTheLastDay() {
        var days = ScoreRuns.days(STORY.end());
        assertThat(days).hasSize(14).isSorted().endsWith(STORY.end());
        assertThat(days).contains(STORY.end().minusWeeks(4), STORY.end().minusWeeks(12));
    }

    private static List<JsonNode> read(byte[] lines) throws IOException {
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(lines).readAll();
    }
}
