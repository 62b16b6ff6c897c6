package dev.keizoku.subscriptions.plan;

import dev.keizoku.imports.RowFields;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The price a row of a file carries in {@code amount}, {@code currency}, {@code interval}, {@code interval_count}. */
public final class PriceFields {

    private PriceFields() {}

    /** The price; null when the row has no amount, or, with the errors noted, when it is none. */
    public static @Nullable Price price(RowFields fields) {
        BigDecimal amount = fields.decimal("amount");
        Currency currency = currency(fields);
        IntervalUnit interval = interval(fields);
        Integer count = count(fields);
        if (!fields.has("amount") || amount == null) {
            return null;
        }
        if (!fields.has("currency") || !fields.has("interval")) {
            fields.error(
                    fields.has("currency") ? "interval" : "currency",
                    "required",
                    "A price needs amount, currency and interval.");
            return null;
        }
        if (amount.signum() < 0) {
            fields.error("amount", "invalid_value", "An amount is not negative.");
            return null;
        }
        return currency == null || interval == null
                ? null
                : new Price(new Money(amount, currency), interval, count == null ? 1 : count);
    }

    public static @Nullable Currency currency(RowFields fields) {
        return fields.as("currency", code -> {
            try {
                return Currency.getInstance(code);
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("Expected a currency's code by ISO 4217.", unknown);
            }
        });
    }

    public static @Nullable IntervalUnit interval(RowFields fields) {
        return fields.as("interval", IntervalUnit::of);
    }

    public static @Nullable Integer count(RowFields fields) {
        Integer count = fields.integer("interval_count");
        if (count != null && (count < 1 || count > Price.MAX_INTERVAL_COUNT)) {
            fields.error("interval_count", "invalid_value", "An interval has 1 to 1000 units.");
            return null;
        }
        return count;
    }
}
