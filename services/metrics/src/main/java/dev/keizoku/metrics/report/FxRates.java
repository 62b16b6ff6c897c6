package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Exchange rates by day. A day without one has the last earlier one. */
public final class FxRates {

    /** What one unit of a currency is worth, and whether an earlier day's rate had to stand in. */
    record Quote(BigDecimal rate, boolean filled) {}

    private record Leg(BigDecimal rate, LocalDate day) {}

    public static final FxRates NONE = new FxRates();

    private final SortedMap<String, Map<String, NavigableMap<LocalDate, BigDecimal>>> byBase = new TreeMap<>();

    /** Adds a rate: 1 base = rate currency. */
    FxRates add(String base, String currency, LocalDate day, BigDecimal rate) {
        byBase.computeIfAbsent(base, any -> new TreeMap<>())
                .computeIfAbsent(currency, any -> new TreeMap<>())
                .put(day, rate);
        return this;
    }

    /** One unit of a currency in another; through the base that is quoted latest. Null when there is no way. */
    @Nullable Quote of(String currency, String in, LocalDate day) {
        if (currency.equals(in)) {
            return new Quote(BigDecimal.ONE, false);
        }
        Quote best = null;
        LocalDate bestDay = LocalDate.MIN;
        for (String base : byBase.keySet()) {
            Leg from = leg(base, currency, day);
            Leg to = leg(base, in, day);
            if (from == null || to == null) {
                continue;
            }
            LocalDate quoted = from.day().isBefore(to.day()) ? from.day() : to.day();
            if (best == null || quoted.isAfter(bestDay)) {
                best = new Quote(to.rate().divide(from.rate(), MathContext.DECIMAL128), quoted.isBefore(day));
                bestDay = quoted;
            }
        }
        return best;
    }

    private @Nullable Leg leg(String base, String currency, LocalDate day) {
        if (base.equals(currency)) {
            return new Leg(BigDecimal.ONE, day);
        }
        NavigableMap<LocalDate, BigDecimal> rates =
                byBase.getOrDefault(base, Map.of()).get(currency);
        Map.Entry<LocalDate, BigDecimal> entry = rates == null ? null : rates.floorEntry(day);
        return entry == null ? null : new Leg(entry.getValue(), entry.getKey());
    }
}
