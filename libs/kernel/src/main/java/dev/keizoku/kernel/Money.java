package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exact amount of one currency. Kept unrounded; {@link #rounded()} once, on output.
 *
 * @param amount in units of the currency (not its minor unit); on the wire a decimal string
 * @param currency ISO 4217
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @JsonDeserialize(using = Money.AmountReader.class)
        BigDecimal amount,

        Currency currency) {

    // The wire can leave either out, whatever the types promise.
    @SuppressWarnings({"ConstantValue", "NullAway"})
    public Money {
        if (amount == null || currency == null) {
            throw new IllegalArgumentException("Money needs an amount (a decimal string) and a currency (ISO 4217).");
        }
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency).rounded();
    }

    /** The same amount at the currency's ISO 4217 scale, half up. */
    public Money rounded() {
        int scale = Math.max(0, currency.getDefaultFractionDigits());
        return new Money(amount.setScale(scale, RoundingMode.HALF_UP), currency);
    }

    /**
     * Adds an amount of the same currency.
     *
     * @throws IllegalArgumentException when the currencies differ
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency + ".");
        }
        return new Money(amount.add(other.amount), currency);
    }

    static final class AmountReader extends StdDeserializer<BigDecimal> {

        private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,12})?");

        AmountReader() {
            super(BigDecimal.class);
        }

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
            }
            String text = parser.getText();
            if (!DECIMAL.matcher(text).matches()) {
                return (BigDecimal) context.handleWeirdStringValue(
                        BigDecimal.class, text, "an amount is a decimal string such as \"8333.33\"");
            }
            return new BigDecimal(text);
        }
    }
}
