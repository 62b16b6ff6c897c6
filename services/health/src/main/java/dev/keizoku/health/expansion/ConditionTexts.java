package dev.keizoku.health.expansion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Sentence;

/** Says conditions in sentences. The codes never change; the sentences may. */
final class ConditionTexts {

    private ConditionTexts() {}

    static String text(ConditionCode code, boolean holds, JsonNode evidence, Language language) {
        String sentence = switch (language) {
            case EN -> holds ? ConditionTextsEn.holds(code) : ConditionTextsEn.fails(code);
            case JA -> holds ? ConditionTextsJa.holds(code) : ConditionTextsJa.fails(code);
        };
        return Sentence.of(sentence, evidence);
    }
}
