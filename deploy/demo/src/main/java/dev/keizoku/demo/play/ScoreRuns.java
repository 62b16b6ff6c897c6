package dev.keizoku.demo.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.demo.console.Progress;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Has health scored week by week over the last three months, and on the last day. */
final class ScoreRuns {

    private static final int WEEKS = 13;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Api api;

    ScoreRuns(Api api) {
        this.api = api;
    }

    /** The days that get a score: this weekday of the last weeks, oldest first. */
    static List<LocalDate> days(LocalDate end) {
        return IntStream.rangeClosed(0, WEEKS)
                .mapToObj(week -> end.minusWeeks(WEEKS - (long) week))
                .toList();
    }

    String run(LocalDate end, Progress progress) {
        var days = days(end);
        long scores = 0;
        for (var day : days) {
            progress.at("day %s".formatted(day));
            scores += score(day, progress);
        }
        return String.format(Locale.ROOT, "%,d scores on %d days up to %s", scores, days.size(), end);
    }

    private long score(LocalDate day, Progress progress) {
        var body = JsonNodeFactory.instance.objectNode().put("day", day.toString());
        var run = api.post("/v1/score-runs", body);
        var path = "/v1/score-runs/" + run.path("id").asText();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isOpen(run)) {
            if (System.nanoTime() > deadline) {
                throw new ApiFailure(200, "GET %s does not get done: %s".formatted(path, run));
            }
            Api.pause(POLL);
            run = api.get(path);
            progress.at("day %s, %d accounts"
                    .formatted(day, run.path("accounts_done").asLong()));
        }
        if (!run.path("status").asText().equals("done")) {
            throw new ApiFailure(200, "GET %s: %s".formatted(path, run));
        }
        return run.path("accounts_done").asLong();
    }

    private static boolean isOpen(JsonNode run) {
        return switch (run.path("status").asText()) {
            case "queued", "running" -> true;
            default -> false;
        };
    }
}
