package dev.keizoku.demo.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.console.Progress;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import dev.keizoku.demo.http.Upload;
import java.time.Duration;
import java.util.Locale;

/** Uploads a file of history and waits until every row of it is in. */
final class Imports {

    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int REJECTIONS_SHOWN = 5;

    private final Api api;

    Imports(Api api) {
        this.api = api;
    }

    String run(String kind, Upload upload, Progress progress) {
        var job = api.upload("/v1/imports?kind=%s&history=true".formatted(kind), upload);
        var path = "/v1/imports/" + job.path("id").asText();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isOpen(job)) {
            if (System.nanoTime() > deadline) {
                throw new ApiFailure(200, "GET %s does not get done: %s".formatted(path, job));
            }
            Api.pause(POLL);
            job = api.get(path);
            progress.at(job.path("rows_read").asLong(), 0, "rows read");
        }
        var accepted = job.path("rows_accepted").asLong();
        if (!job.path("status").asText().equals("done")
                || job.path("rows_rejected").asLong() > 0) {
            throw new ApiFailure(200, failure(path, job));
        }
        return String.format(Locale.ROOT, "%,d rows of %s imported", accepted, kind);
    }

    private static boolean isOpen(JsonNode job) {
        return switch (job.path("status").asText()) {
            case "queued", "running" -> true;
            default -> false;
        };
    }

    private String failure(String path, JsonNode job) {
        var rejections = api.get("%s/rejections?limit=%d".formatted(path, REJECTIONS_SHOWN));
        var text = new StringBuilder("GET %s: %s".formatted(path, job));
        for (var rejection : rejections.path("data")) {
            text.append("%n  %s".formatted(rejection));
        }
        return text.toString();
    }
}
