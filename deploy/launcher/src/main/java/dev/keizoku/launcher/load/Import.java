package dev.keizoku.launcher.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.launcher.terminal.Arguments;
import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Sends one file to the import endpoint, follows it to its end, and prints the counts and the first rejected rows. */
public final class Import {
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 500;
    private static final int SHOWN_REJECTIONS = 10;
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private final String key;
    private final Console console;
    private final Source source;

    /** What is sent: the rows, how they are read, and what they are. */
    private record Source(Path file, Optional<Path> mapping, String kind, boolean history) {}

    private Import(String url, String key, Console console, Source source) {
        this.url = url;
        this.key = key;
        this.console = console;
        this.source = source;
    }

    public static Import from(Arguments arguments, String url, Console console) {
        if (arguments.rest().size() != 1) {
            throw new Refusal("Name one file: ./keizoku import FILE --mapping MAP --kind KIND");
        }
        String key = arguments
                .option("key")
                .or(() -> Optional.ofNullable(System.getenv("KEIZOKU_API_KEY")))
                .orElseThrow(() -> new Refusal("Which tenant? Give its API key with --key or in KEIZOKU_API_KEY."));
        return new Import(
                url,
                key,
                console,
                new Source(
                        existing(arguments.rest().getFirst()),
                        arguments.option("mapping").map(Import::existing),
                        arguments.required("kind"),
                        arguments.has("history")));
    }

    /** Runs to the end; 1 when the import failed as a whole, 0 when it was worked through. */
    public int run() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            JsonNode state = send(client);
            String id = state.path("id").asText();
            console.step("import " + id + " of " + source.file() + " is "
                    + state.path("status").asText());
            String said = "";
            while (!isOver(state)) {
                Thread.sleep(POLL_MILLIS);
                state = get(client, "/v1/imports/" + id);
                String now = counts(state);
                if (!now.equals(said)) {
                    console.step(now);
                    said = now;
                }
            }
            report(client, id, state);
            return state.path("status").asText().equals("done") ? 0 : 1;
        }
    }

    private JsonNode send(HttpClient client) throws IOException, InterruptedException {
        var body = new Multipart("keizoku-" + UUID.randomUUID());
        if (source.mapping().isPresent()) {
            body.add("mapping", "application/json", source.mapping().get());
        }
        body.add("file", fileType(source.file()), source.file());
        URI target = URI.create(url + "/v1/imports?kind=" + URLEncoder.encode(source.kind(), StandardCharsets.UTF_8)
                + (source.history() ? "&history=true" : ""));
        return exchange(
                client,
                HttpRequest.newBuilder(target)
                        .header("Content-Type", body.contentType())
                        .POST(body.body()),
                ACCEPTED);
    }

    private JsonNode get(HttpClient client, String path) throws IOException, InterruptedException {
        return exchange(client, HttpRequest.newBuilder(URI.create(url + path)), OK);
    }

    private JsonNode exchange(HttpClient client, HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request.header("Authorization", "Bearer " + key).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new Refusal("The answer to " + response.request().method() + " "
                    + response.uri().getPath() + " was " + response.statusCode() + ":\n" + response.body());
        }
        return json.readTree(response.body());
    }

    private void report(HttpClient client, String id, JsonNode state) throws IOException, InterruptedException {
        console.step(state.path("status").asText() + ": " + counts(state));
        if (state.hasNonNull("detail")) {
            console.line("  " + state.path("detail").asText());
        }
        if (state.path("rows_rejected").asLong() == 0) {
            return;
        }
        String path = "/v1/imports/" + id + "/rejections";
        for (JsonNode row : get(client, path + "?limit=" + SHOWN_REJECTIONS).path("data")) {
            console.line("  line " + row.path("line").asText() + ": "
                    + row.path("field").asText("") + " "
                    + row.path("detail").asText(row.path("code").asText()));
        }
        console.line("  all of them: " + url + path);
    }

    static boolean isOver(JsonNode state) {
        String status = state.path("status").asText();
        return status.equals("done") || status.equals("failed");
    }

    static String counts(JsonNode state) {
        return String.format(
                Locale.ROOT,
                "%,d rows read, %,d accepted, %,d unchanged, %,d rejected",
                state.path("rows_read").asLong(),
                state.path("rows_accepted").asLong(),
                state.path("rows_unchanged").asLong(),
                state.path("rows_rejected").asLong());
    }

    static String fileType(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? "application/x-ndjson" : "text/csv";
    }

    private static Path existing(String name) {
        Path path = Path.of(name);
        if (!Files.isReadable(path)) {
            throw new Refusal("I cannot read " + path.toAbsolutePath() + ".");
        }
        return path;
    }
}
