package dev.keizoku.subscriptions.plan;

import dev.keizoku.imports.RowFields;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The price a row of a file carries in {@code amount}, {@code currency}, {@code interval}, {@code interval_count}, and the
 * tax on it in {@code tax_rate} and {@code tax_inclusive}.
 */
public final class PriceFields {

    private PriceFields() {}

    /** The price without tax; null when the row has no amount, or, with the errors noted, when it is none. */
    public static @Nullable Price price(RowFields fields) {
        ListPrice price = told(fields, false, null);
        return price == null ? null : price.price();
    }

    /** The price as the catalogue lists it, which can be {@code metered} and have a {@code minimum}. */
    static @Nullable ListPrice listPrice(RowFields fields) {
        Boolean metered = fields.bool("metered");
        BigDecimal minimum = fields.decimal("minimum");
        boolean charged = metered != null && metered;
        if (minimum != null && !charged) {
            fields.error("minimum", "not_applicable", "Only a metered price has a minimum.");
        } else if (minimum != null && minimum.signum() < 0) {
            fields.error("minimum", "invalid_value", "A minimum is not negative.");
            minimum = null;
        }
        return told(fields, charged, minimum);
    }

    private static @Nullable ListPrice told(RowFields fields, boolean metered, @Nullable BigDecimal minimum) {
        Tax tax = tax(fields);
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
                : ListPrice.told(
                        new Money(amount, currency),
                        interval,
                        count == null ? 1 : count,
                        tax,
                        metered,
                        minimum == null ? null : new Money(minimum, currency));
    }

    private static @Nullable Tax tax(RowFields fields) {
        BigDecimal rate = fields.decimal("tax_rate");
        Boolean inclusive = fields.bool("tax_inclusive");
        if (rate == null) {
            if (fields.has("tax_inclusive") && !fields.has("tax_rate")) {
                fields.error("tax_rate", "required", "Say at which rate the price is taxed.");
            }
            return null;
        }
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
            fields.error("tax_rate", "invalid_value", "A rate is from 0 to 1; 0.1 is ten percent.");
            return null;
        }
        return new Tax(inclusive != null && inclusive, rate);
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
