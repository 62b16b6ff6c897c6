package dev.keizoku.subscriptions.fx;

import dev.keizoku.kernel.Parameters;
import java.util.Currency;
import java.util.List;

/** Currencies as callers name them. */
final class Currencies {

    private static final String UNKNOWN = "Expected a currency's code by ISO 4217.";

    private Currencies() {}

    /**
     * The currency of a code.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    static Currency of(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(UNKNOWN, unknown);
        }
    }

    /** The currency a query must name; a bad or missing one is noted, and stands for any until that is told. */
    static Currency required(Parameters parameters, String name) {
        String code = parameters.string(name);
        if (code == null) {
            parameters.error(name, "required", "This parameter is needed.");
        } else {
            try {
                return of(code);
            } catch (IllegalArgumentException unknown) {
                parameters.error(name, "invalid_value", UNKNOWN);
            }
        }
        return Currency.getInstance("EUR");
    }

    /** The codes a query names; bad ones are noted. */
    static List<String> codes(Parameters parameters, String name) {
        List<String> codes = parameters.strings(name);
        for (String code : codes) {
            try {
                of(code);
            } catch (IllegalArgumentException unknown) {
                parameters.error(name, "invalid_value", UNKNOWN);
            }
        }
        return codes.stream().sorted().distinct().toList();
    }
}
