package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/** How large a customer is, by its monthly balance. In currencies without decimals the bounds are a hundredfold. */
enum SizeClass {
    XS(0),
    S(100),
    M(500),
    L(2_000),
    XL(10_000);

    private static final BigDecimal WITHOUT_DECIMALS = BigDecimal.valueOf(100);

    private final BigDecimal from;

    SizeClass(long from) {
        this.from = BigDecimal.valueOf(from);
    }

    /** The class of a monthly amount above zero. */
    static SizeClass of(BigDecimal monthly, Currency currency) {
        SizeClass size = XS;
        for (SizeClass candidate : values()) {
            BigDecimal bound = currency.getDefaultFractionDigits() == 0
                    ? candidate.from.multiply(WITHOUT_DECIMALS)
                    : candidate.from;
            if (monthly.compareTo(bound) >= 0) {
                size = candidate;
            }
        }
        return size;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
