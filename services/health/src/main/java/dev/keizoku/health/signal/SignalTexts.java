package dev.keizoku.health.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.language.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says signals in sentences. The types never change; the sentences may. {@code {name}} stands for that number of the
 * evidence, {@code {name%}} for the same in per cent.
 */
final class SignalTexts {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9_]+)(%?)}");

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
        return PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(value(evidence.path(place.group(1)), place.group(2))));
    }

    private static Words words(SignalType type, Language language) {
        return language == Language.JA ? SignalTextsJa.words(type) : SignalTextsEn.words(type);
    }

    private static String cause(String cause, Language language) {
        return (language == Language.JA ? SignalTextsJa.CAUSES : SignalTextsEn.CAUSES).getOrDefault(cause, "");
    }

    private static String value(JsonNode value, String percent) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (!value.isNumber()) {
            return value.asText();
        }
        BigDecimal number = value.decimalValue();
        if (!percent.isEmpty()) {
            return number.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString() + "%";
        }
        BigDecimal rounded = number.setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
