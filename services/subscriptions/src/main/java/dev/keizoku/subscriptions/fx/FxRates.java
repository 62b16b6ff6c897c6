package dev.keizoku.subscriptions.fx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks rates up by day.
 *
 * <p>A day without a rate takes the last earlier one, and says so; a later one is never used. Two currencies that are
 * both quoted against a base meet there. Where nothing earlier is known there is no rate: never 1, except for a currency
 * against itself.
 */
public final class FxRates {

    private static final MathContext CROSS = MathContext.DECIMAL128;

    /** By the base's code, then the currency; in the order of the codes so that a tie between bases is always settled alike. */
    private final Map<String, Map<Currency, NavigableMap<LocalDate, BigDecimal>>> byBase = new TreeMap<>();

    /**
     * A rate that was found.
     *
     * @param rate what one unit is worth in the other currency
     * @param date the day the rate is of: the older one where two were needed
     * @param carried whether that is an earlier day than was asked for
     */
    public record Found(BigDecimal rate, LocalDate date, boolean carried) {}

    private record Leg(BigDecimal rate, LocalDate date) {}

    private FxRates() {}

    public static FxRates of(Collection<DailyRate> rates) {
        FxRates known = new FxRates();
        for (DailyRate rate : rates) {
            known.byBase
                    .computeIfAbsent(rate.base().getCurrencyCode(), base -> new HashMap<>())
                    .computeIfAbsent(rate.currency(), currency -> new TreeMap<>())
                    .put(rate.date(), rate.rate());
        }
        return known;
    }

    /** What one unit of a currency is worth in another on a day; null when no rate of that day or before is known. */
    public @Nullable Found find(LocalDate day, Currency from, Currency to) {
        if (from.equals(to)) {
            return new Found(BigDecimal.ONE, day, false);
        }
        Found best = null;
        for (String base : byBase.keySet()) {
            Leg have = leg(base, from, day);
            Leg want = leg(base, to, day);
            if (have != null && want != null) {
                LocalDate date = have.date().isBefore(want.date()) ? have.date() : want.date();
                if (best == null || date.isAfter(best.date())) {
                    best = new Found(divided(want.rate(), have.rate()), date, date.isBefore(day));
                }
            }
        }
        return best;
    }

    /** What one unit of the base is worth in a currency; a base is worth itself on any day. */
    private @Nullable Leg leg(String base, Currency currency, LocalDate day) {
        if (currency.getCurrencyCode().equals(base)) {
            return new Leg(BigDecimal.ONE, day);
        }
        Map<Currency, NavigableMap<LocalDate, BigDecimal>> currencies = byBase.getOrDefault(base, Map.of());
        NavigableMap<LocalDate, BigDecimal> days = currencies.get(currency);
        Map.Entry<LocalDate, BigDecimal> last = days == null ? null : days.floorEntry(day);
        return last == null ? null : new Leg(last.getValue(), last.getKey());
    }

    private static BigDecimal divided(BigDecimal want, BigDecimal have) {
        return have.compareTo(BigDecimal.ONE) == 0 ? want : want.divide(have, CROSS);
    }
}
