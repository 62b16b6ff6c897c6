package dev.keizoku.subscriptions.fx;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;

/**
 * What one unit of a base currency was worth in another on a day.
 *
 * @param rate more than zero; without trailing zeros, so that equal rates are equal objects
 */
public record DailyRate(LocalDate date, Currency base, Currency currency, BigDecimal rate) {

    static final Comparator<DailyRate> ORDER = Comparator.comparing(DailyRate::date)
            .thenComparing(rate -> rate.base().getCurrencyCode())
            .thenComparing(rate -> rate.currency().getCurrencyCode());

    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_FRACTION_DIGITS = 12;

    public DailyRate {
        if (base.equals(currency)) {
            throw new IllegalArgumentException("A currency against itself is always 1 and needs no rate.");
        }
        rate = canonical(rate);
    }

    /**
     * A rate as text.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    static BigDecimal parse(String text) {
        try {
            if (text.length() <= MAX_INTEGER_DIGITS + MAX_FRACTION_DIGITS + 1) {
                return canonical(new BigDecimal(text.strip()));
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one answer every bad rate gets.
        }
        throw unfit();
    }

    private static BigDecimal canonical(BigDecimal rate) {
        BigDecimal stripped = rate.stripTrailingZeros();
        boolean fits = stripped.signum() > 0
                && stripped.scale() <= MAX_FRACTION_DIGITS
                && (long) stripped.precision() - stripped.scale() <= MAX_INTEGER_DIGITS;
        if (!fits) {
            throw unfit();
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException(
                "A rate is a decimal number of more than zero, with at most 15 integer and 12 fraction digits.");
    }
}
