package dev.keizoku.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.demo.http.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** How well messages are read: polarity on sentences others labelled, intents on messages of our own. */
final class TextBench implements Bench.Scenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS_A_REQUEST = 100;
    /** Of our own messages: what the lexicon was worked on with, what was held out, what was written to be hard for it. */
    private static final List<String> PARTS = List.of("tuned", "held-out", "fresh");

    private static final String OWN = "services/health/src/test/resources/text/messages-%s.ndjson";

    private static final Path SHARED = Path.of(
                    Objects.requireNonNullElse(System.getenv("KEIZOKU_SHARED_DATA"), "../shared/data"))
            .resolve("text");
    private static final Path ENGLISH = SHARED.resolve("sentiment_sentences_en_dev.csv");
    private static final Path JAPANESE = SHARED.resolve("chabsa_ja_dev.jsonl.gz");
    private static final Path QUESTIONS = SHARED.resolve("banking77_train.csv");
    /** The one of banking77's categories that asks to leave. */
    private static final String LEAVING = "terminate_account";

    /** A text and what somebody said it is. */
    private record Labelled(String text, String label, Set<String> intents) {}

    @Override
    public Result run(Path checkout, boolean full) throws IOException {
        var own = new TreeMap<String, Map<String, List<Labelled>>>();
        for (var part : PARTS) {
            own.put(part, own(checkout, part));
        }
        var english = english();
        var japanese = japanese();
        var questions = questions();
        try (var suite = BenchSuite.start(checkout)) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var api = Api.at(suite.url(), suite.tenant("text"));
            for (var part : PARTS) {
                for (var language : List.of("en", "ja")) {
                    judge(api, part, language, own.get(part).get(language));
                }
            }
            leaving(api, questions);
            Bench.say("English reviews, UCI Sentiment Labelled Sentences (Kotzias et al. 2015, CC BY 4.0), dev half:");
            var inEnglish = polarity(api, english);
            Bench.say("Japanese annual reports, chABSA-dataset (TIS / chakki-works, CC BY 4.0), dev half;");
            Bench.say("report language, not tickets; 'none' has no opinion in it, 'mixed' has both:");
            var inJapanese = polarity(api, japanese);
            return Result.of("text")
                    .with("en_accuracy", inEnglish.accuracy(Set.of("positive", "negative")), 3)
                    .with("ja_accuracy", inJapanese.accuracy(Set.of("positive", "negative")), 3);
        }
    }

    private static void judge(Api api, String part, String language, List<Labelled> messages) {
        var readings = read(api, messages);
        var polarity = new Confusion();
        var intents = new IntentTally();
        for (int i = 0; i < messages.size(); i++) {
            polarity.add(
                    messages.get(i).label(), readings.get(i).path("polarity").asText());
            intents.add(messages.get(i).intents(), intents(readings.get(i)));
        }
        Bench.say("our own messages, %s, %s, %d of them:", part, language, messages.size());
        intents.lines().forEach(line -> Bench.say("  %s", line));
        polarity.lines().forEach(line -> Bench.say("  %s", line));
        Bench.say(
                "  polarity accuracy %.3f, all intents of a message right %.3f",
                polarity.accuracy(Set.of("positive", "neutral", "negative")), intents.exact());
    }

    /** Real questions to a bank: what share of those that ask to leave is seen, and of the others taken for it. */
    private static void leaving(Api api, List<Labelled> questions) {
        var readings = read(api, questions);
        int[] seen = new int[2];
        int[] all = new int[2];
        for (int i = 0; i < questions.size(); i++) {
            int which = questions.get(i).label().equals(LEAVING) ? 0 : 1;
            all[which]++;
            seen[which] += intents(readings.get(i)).contains("cancellation") ? 1 : 0;
        }
        Bench.say("bank customers' questions, banking77 (Casanueva et al. 2020, CC BY 4.0):");
        Bench.say(
                "  of %d that ask to close the account %d are read as cancellation, of %d others %d",
                all[0], seen[0], all[1], seen[1]);
    }

    private static Confusion polarity(Api api, List<Labelled> sentences) {
        var started = System.nanoTime();
        var readings = read(api, sentences);
        var seconds = (System.nanoTime() - started) / 1e9;
        var confusion = new Confusion();
        for (int i = 0; i < sentences.size(); i++) {
            confusion.add(
                    sentences.get(i).label(), readings.get(i).path("polarity").asText());
        }
        confusion.lines().forEach(line -> Bench.say("  %s", line));
        Bench.say(
                "  accuracy on positive and negative, where neutral is wrong, %.3f; with none as neutral %.3f",
                confusion.accuracy(Set.of("positive", "negative")),
                confusion.accuracy(Set.of("positive", "negative", "neutral", "none")));
        Bench.say("  %.0f texts/s over one connection through the gateway", sentences.size() / seconds);
        return confusion;
    }

    private static List<JsonNode> read(Api api, List<Labelled> texts) {
        List<JsonNode> readings = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += TEXTS_A_REQUEST) {
            var body = JsonNodeFactory.instance.objectNode();
            var array = body.putArray("texts");
            texts.subList(from, Math.min(texts.size(), from + TEXTS_A_REQUEST)).forEach(text -> array.add(text.text()));
            api.post("/v1/text-analysis", body).path("readings").forEach(readings::add);
        }
        return readings;
    }

    private static Set<String> intents(JsonNode reading) {
        Set<String> intents = new TreeSet<>();
        reading.path("intents")
                .forEach(found -> intents.add(found.path("intent").asText()));
        return intents;
    }

    private static Map<String, List<Labelled>> own(Path checkout, String part) throws IOException {
        Map<String, List<Labelled>> messages = Map.of("en", new ArrayList<>(), "ja", new ArrayList<>());
        for (var line : Files.readAllLines(checkout.resolve(OWN.formatted(part)))) {
            var message = JSON.readTree(line);
            Set<String> intents = new TreeSet<>();
            message.path("intents").forEach(intent -> intents.add(intent.asText()));
            messages.get(message.path("language").asText())
                    .add(new Labelled(
                            message.path("text").asText(),
                            message.path("polarity").asText(),
                            intents));
        }
        return messages;
    }

    private static List<Labelled> english() throws IOException {
        return rows(ENGLISH).stream()
                .map(row -> new Labelled(
                        row.getField("sentence"),
                        row.getField("label").equals("1") ? "positive" : "negative",
                        Set.of()))
                .toList();
    }

    private static List<Labelled> questions() throws IOException {
        return rows(QUESTIONS).stream()
                .map(row -> new Labelled(row.getField("text"), row.getField("category"), Set.of()))
                .toList();
    }

    private static List<Labelled> japanese() throws IOException {
        List<Labelled> sentences = new ArrayList<>();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(present(JAPANESE))), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = JSON.readTree(line);
                sentences.add(new Labelled(
                        row.path("sentence").asText(), row.path("label").asText(), Set.of()));
            }
        }
        return sentences;
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (var reader = CsvReader.builder().ofNamedCsvRecord(present(file))) {
            return reader.stream().toList();
        }
    }

    private static Path present(Path file) {
        if (Files.notExists(file)) {
            throw new BenchFailure("No labelled texts at " + file + "; set KEIZOKU_SHARED_DATA.");
        }
        return file;
    }
}
