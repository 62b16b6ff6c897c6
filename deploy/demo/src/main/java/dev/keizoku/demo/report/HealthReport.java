package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.console.Progress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the customers are: bands now and before, how they moved, and the ten that need somebody first. */
final class HealthReport {

    private static final int LOWEST = 10;
    private static final List<String> BANDS = List.of("green", "yellow", "red", "unknown");
    private static final List<Integer> WEEKS_BEFORE = List.of(0, 4, 12);

    private final Ask ask;
    private final LocalDate end;
    private final Scores scores;
    private final List<String> lines = new ArrayList<>();

    HealthReport(Ask ask, Story story, Progress progress) {
        this.ask = ask;
        this.end = story.end();
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
                .toList();
        var oldest = end.minusWeeks(WEEKS_BEFORE.getLast());
        var history = scores.history(accounts, oldest, end);
        lines.add("");
        lines.add("Health of %d accounts on %s %s"
                .formatted(accounts.size(), end, listed.question().mark()));
        lines.add(String.format(Locale.ROOT, "  %-9s%9s%16s%16s", "band", "now", "4 weeks before", "12 weeks before"));
        for (var band : BANDS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-9s%9d%16d%16d",
                    band,
                    count(history, end, band),
                    count(history, end.minusWeeks(4), band),
                    count(history, oldest, band)));
        }
        if (!accounts.isEmpty()) {
            var question =
                    ask.note("Score history, account by account", Scores.historyPath(accounts.getFirst(), oldest, end));
            lines.add("  moved in 4 weeks %s: %s"
                    .formatted(question.mark(), Moves.between(history, end.minusWeeks(4), end)));
        }
    }

    private static long count(Map<String, Map<LocalDate, String>> history, LocalDate day, String band) {
        return history.values().stream()
                .filter(days -> band.equals(days.get(day)))
                .count();
    }

    private void lowest(Scores.Listed listed) {
        lines.add("");
        lines.add("The ten accounts with the lowest health, and why %s"
                .formatted(listed.question().mark()));
        for (var row : listed.lowest(LOWEST)) {
            var account = row.path("account_id").asText();
            var path = "/v1/accounts/%s/health/explanation?as_of=%s".formatted(Scores.encode(account), end);
            var explanation = ask.ask("Why %s has its score".formatted(account), path);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %5s %-7s %-7s %s %s",
                    Text.score(row.path("score")),
                    row.path("band").asText(),
                    account,
                    reason(row, explanation.body()),
                    explanation.question().mark()));
        }
    }

    private static String reason(JsonNode row, JsonNode explanation) {
        for (var reasons : List.of(row.path("top_reasons"), explanation.path("reasons"))) {
            var text = reasons.path(0).path("text").asText();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "no reason given";
    }
}
