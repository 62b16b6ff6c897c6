package dev.keizoku.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.Upload;
import java.time.Duration;

/** Loads a file through {@code POST /v1/imports}, the way a warehouse would. */
final class BulkImport {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration TELL = Duration.ofSeconds(10);

    private final Api api;

    BulkImport(Api api) {
        this.api = api;
    }

    void run(String kind, String contentType, byte[] file, String mapping) {
        var started = System.nanoTime();
        var job = api.upload(
                "/v1/imports?kind=%s&history=true".formatted(kind), new Upload("rows", contentType, file, mapping));
        var path = "/v1/imports/" + job.path("id").asText();
        var told = started;
        while (isOpen(job)) {
            Api.pause(POLL);
            job = api.get(path);
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                Bench.say("importing %s: %,d rows", kind, job.path("rows_read").asLong());
            }
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchFailure("The import does not get done: " + job);
            }
        }
        if (!job.path("status").asText().equals("done")
                || job.path("rows_rejected").asLong() > 0) {
            throw new BenchFailure("The import failed: %s%n%s".formatted(job, api.get(path + "/rejections?limit=3")));
        }
        var seconds = (System.nanoTime() - started) / 1e9;
        var rows = job.path("rows_accepted").asLong();
        Bench.say("imported %,d rows of %s, %,.0f/s", rows, kind, rows / seconds);
    }

    private static boolean isOpen(JsonNode job) {
        var status = job.path("status").asText();
        return status.equals("queued") || status.equals("running");
    }
}
