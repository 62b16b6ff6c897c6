package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How customers are sized: by what they were worth at the opening of a day.
 *
 * @param reporting the currency of the bounds; a customer of one currency that cannot be valued in it is sized in its own
 */
record Sizing(LocalDate day, Currency reporting, FxRates rates) {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    /**
     * The class of a customer; null where it had no balance.
     *
     * @throws RateMissing when it pays in several currencies that cannot be added
     */
    @Nullable String of(Book book, Customer customer) {
        long[] balances = new long[book.lines().size()];
        for (int i = 0; i < customer.size() && customer.day(i) < day.toEpochDay(); i++) {
            balances[customer.line(i)] += customer.amount(i);
        }
        BigDecimal valued = BigDecimal.ZERO;
        BigDecimal own = BigDecimal.ZERO;
        List<String> unvalued = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (int line = 0; line < balances.length; line++) {
            if (balances[line] == 0) {
                continue;
            }
            String code = book.lines().get(line).currency().getCurrencyCode();
            BigDecimal amount = book.scale().amount(balances[line]);
            own = own.add(amount);
            if (!codes.contains(code)) {
                codes.add(code);
            }
            FxRates.Quote quote = rates.of(code, reporting.getCurrencyCode(), day.minusDays(1));
            if (quote == null) {
                unvalued.add(code);
            } else {
                valued = valued.add(amount.multiply(quote.rate()));
            }
        }
        if (codes.isEmpty()) {
            return null;
        }
        if (unvalued.isEmpty()) {
            return sized(valued, reporting);
        }
        if (codes.size() > 1) {
            throw new RateMissing(codes);
        }
        return sized(own, Currency.getInstance(codes.getFirst()));
    }

    private static String sized(BigDecimal annual, Currency currency) {
        return SizeClass.of(annual.divide(MONTHS, MathContext.DECIMAL128), currency)
                .wireName();
    }
}
