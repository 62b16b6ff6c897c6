package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as people read them; what is undefined is a dash, never a zero. */
final class Text {

    private static final String UNDEFINED = "-";

    private Text() {}

    /** An amount without its currency, to the whole unit. */
    static String money(JsonNode value) {
        var amount = value.isObject() ? value.path("amount") : value;
        if (amount.isNull() || amount.isMissingNode()) {
            return UNDEFINED;
        }
        return String.format(
                Locale.ROOT,
                "%,d",
                new BigDecimal(amount.asText())
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /** A rate of 0.951 as 95.1 %. */
    static String percent(JsonNode rate) {
        if (!rate.isNumber()) {
            return UNDEFINED;
        }
        return rate.decimalValue()
                        .movePointRight(2)
                        .setScale(1, RoundingMode.HALF_UP)
                        .toPlainString() + " %";
    }

    static String score(JsonNode score) {
        return score.isNumber()
                ? score.decimalValue().setScale(1, RoundingMode.HALF_UP).toPlainString()
                : UNDEFINED;
    }
}
