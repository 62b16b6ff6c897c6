package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.console.Progress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** How the customers are: bands now and before, how they moved, and the ten that need somebody first. */
final class HealthReport {

    private static final int LOWEST = 10;
    private static final List<String> BANDS = List.of("green", "yellow", "red", "unknown");
    private static final List<Integer> WEEKS_BEFORE = List.of(0, 4, 12);

    private final Ask ask;
    private final LocalDate end;
    private final Instant curtain;
    private final Scores scores;
    private final List<String> lines = new ArrayList<>();

    HealthReport(Ask ask, Story story, Progress progress) {
        this.ask = ask;
        this.end = story.end();
        this.curtain = story.curtain().atZone(story.zone()).toInstant();
        this.scores = new Scores(ask, progress);
    }

    List<String> lines() {
        var listed = scores.now();
        bands(listed);
        lowest(listed);
        return lines;
    }

    private void bands(Scores.Listed listed) {
        var accounts = listed.rows().stream()
                .map(row -> row.path("account_id").asText())
                .sorted()
                .toList();
        lines.add("");
        lines.add("Health of %d accounts on %s, those who left in the last 30 days among them %s"
                .formatted(accounts.size(), end, listed.question().mark()));
        if (accounts.isEmpty()) {
            return;
        }
        var oldest = end.minusWeeks(WEEKS_BEFORE.getLast());
        var history = scores.history(accounts, oldest, end);
        var question = ask.note(
                "Score history of all accounts, one after another", Scores.everyHistory(accounts, oldest, end));
        lines.add(row("band", WEEKS_BEFORE.stream().map(HealthReport::column).toList()));
        for (var band : BANDS) {
            lines.add(row(
                    band,
                    WEEKS_BEFORE.stream()
                            .map(weeks -> Long.toString(count(history, end.minusWeeks(weeks), band)))
                            .toList()));
        }
        for (int weeks : WEEKS_BEFORE.subList(1, WEEKS_BEFORE.size())) {
            lines.add("  moved in %d weeks: %s %s"
                    .formatted(weeks, Moves.between(history, end.minusWeeks(weeks), end), question.mark()));
        }
    }

    private static String column(int weeks) {
        return weeks == 0 ? "now" : weeks + " weeks before";
    }

    private static String row(String band, List<String> cells) {
        var row = new StringBuilder(String.format(Locale.ROOT, "  %-9s", band));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%17s", cell)));
        return row.toString();
    }

    private static long count(Map<String, Map<LocalDate, String>> history, LocalDate day, String band) {
        return history.values().stream()
                .filter(days -> band.equals(days.get(day)))
                .count();
    }

    /** Who left is scored for a while longer; nobody can help them any more. */
    private void lowest(Scores.Listed listed) {
        var question = ask.note(
                "Who is a customer at the end of %s".formatted(end),
                "/v1/subscriptions?limit=200&active_at=" + curtain);
        var customers = scores.customers(question);
        lines.add("");
        lines.add("The ten customers with the lowest health, and why %s %s"
                .formatted(listed.question().mark(), question.mark()));
        for (var row : listed.lowest(customers, LOWEST)) {
            var account = row.path("account_id").asText();
            var why = ask.note(
                    "Why %s has its score".formatted(account),
                    "/v1/accounts/%s/health/explanation".formatted(Scores.encode(account)));
            lines.add(String.format(
                    Locale.ROOT,
                    "  %5s %-7s %-7s %-26s %s",
                    Text.score(row.path("score")),
                    row.path("band").asText(),
                    account,
                    row.path("name").asText(),
                    why.mark()));
            lines.add("        " + reasons(row));
        }
    }

    /** What pulls the score down, the strongest first. */
    private static String reasons(JsonNode row) {
        var texts = StreamSupport.stream(row.path("top_reasons").spliterator(), false)
                .filter(reason -> reason.path("effect").asDouble() < 0)
                .map(reason -> reason.path("text").asText())
                .toList();
        return texts.isEmpty() ? "Nothing pulls it down." : String.join(" ", texts);
    }
}
