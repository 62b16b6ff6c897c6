package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/** Amounts as Stripe writes them, in the smallest unit of a lower-case currency. */
final class StripeMoney {

    /** Where the unit of Stripe's amounts is not the minor unit of ISO 4217. */
    private static final Map<String, Integer> ODD_DIGITS = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    private StripeMoney() {}

    static Money of(BigDecimal smallestUnits, Currency currency) {
        return new Money(smallestUnits.movePointLeft(digits(currency)), currency);
    }

    static Currency currency(String code) {
        return Currency.getInstance(code.toUpperCase(Locale.ROOT));
    }

    private static int digits(Currency currency) {
        return ODD_DIGITS.getOrDefault(currency.getCurrencyCode(), Math.max(0, currency.getDefaultFractionDigits()));
    }
}
