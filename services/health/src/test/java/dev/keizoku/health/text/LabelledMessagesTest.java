package dev.keizoku.health.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.text.token.TextLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the quality where it is, on every part; docs/text.md has the figures. */
class LabelledMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "tuned, en, 0.95",
        "tuned, ja, 0.95",
        "held-out, en, 0.90",
        "held-out, ja, 0.90",
        "fresh, en, 0.80",
        "fresh, ja, 0.85"
    })
    void tellsTheLanguageAndMostlyThePolarity(String part, String language, double least) throws IOException {
        List<JsonNode> messages = messages(part, language);
        long right = messages.stream()
                .filter(message -> key(read(message).polarity())
                        .equals(message.path("polarity").asText()))
                .count();

        assertThat(messages).hasSizeGreaterThan(40);
        assertThat(messages)
                .filteredOn(
                        message -> message.path("text").asText().codePoints().anyMatch(Character::isLetter))
                .allMatch(message ->
                        TextLanguage.of(message.path("text").asText()).tag().equals(language));
        assertThat(right / (double) messages.size()).isGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({
        "tuned, en, 0.95",
        "tuned, ja, 0.93",
        "held-out, en, 0.90",
        "held-out, ja, 0.90",
        "fresh, en, 0.85",
        "fresh, ja, 0.88"
    })
    void findsMostOfTheIntents(String part, String language, double least) throws IOException {
        int right = 0;
        int either = 0;
        for (JsonNode message : messages(part, language)) {
            Set<String> wanted = new TreeSet<>();
            message.path("intents").forEach(intent -> wanted.add(intent.asText()));
            Set<String> found = new TreeSet<>();
            read(message).intentSet().forEach(intent -> found.add(key(intent)));
            either += wanted.size() + found.size();
            found.retainAll(wanted);
            right += 2 * found.size();
        }

        assertThat(right / (double) either).as("F1 over all intents").isGreaterThanOrEqualTo(least);
    }

    private static TextReading read(JsonNode message) {
        return TextReader.read(message.path("text").asText(), Lexicons.builtIn());
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<JsonNode> messages(String part, String language) throws IOException {
        String name = "/text/messages-" + part + ".ndjson";
        try (InputStream in = LabelledMessagesTest.class.getResourceAsStream(name)) {
            List<JsonNode> messages = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode message = JSON.readTree(line);
                if (message.path("language").asText().equals(language)) {
                    messages.add(message);
                }
            }
            return messages;
        }
    }
}
