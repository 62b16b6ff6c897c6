package dev.keizoku.health.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Sentence;

/** Says signals in sentences. The types never change; the sentences may. */
final class SignalTexts {

    private SignalTexts() {}

    /** A heading and a sentence with places for the evidence. */
    record Words(String title, String sentence) {}

    static String title(SignalType type, Language language) {
        return words(type, language).title();
    }

    static String text(SignalType type, JsonNode evidence, Language language) {
        String sentence = words(type, language).sentence();
        if (type == SignalType.USAGE_SURGE) {
            sentence += cause(evidence.path("cause").asText(), language);
        }
        return Sentence.of(sentence, evidence);
    }

    private static Words words(SignalType type, Language language) {
        return language == Language.JA ? SignalTextsJa.words(type) : SignalTextsEn.words(type);
    }

    private static String cause(String cause, Language language) {
        return (language == Language.JA ? SignalTextsJa.CAUSES : SignalTextsEn.CAUSES).getOrDefault(cause, "");
    }
}
