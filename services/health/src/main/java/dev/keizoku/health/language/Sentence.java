package dev.keizoku.health.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Sentences with places for numbers: {@code {name}} stands for that one, {@code {name%}} for the same in per cent. */
public final class Sentence {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9_.]+)(%?)}");

    private Sentence() {}

    /** The sentence with its places filled; {@code {a.b}} looks into an object, and what is not known is a dash. */
    public static String of(String sentence, JsonNode numbers) {
        return PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(
                        value(numbers.at("/" + place.group(1).replace('.', '/')), place.group(2))));
    }

    private static String value(JsonNode value, String percent) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
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
