package dev.keizoku.subscriptions.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FxRatesPropertiesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    @Provide
    Arbitrary<List<DailyRate>> rates() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of("USD", "JPY", "GBP"),
                        Arbitraries.integers().between(1, 100_000))
                .as((day, code, rate) -> new DailyRate(
                        START.plusDays(day), EUR, Currency.getInstance(code), BigDecimal.valueOf(rate, 2)))
                .list()
                .ofMaxSize(40)
                .map(FxRatesPropertiesTest::oneOfADay);
    }

    private static List<DailyRate> oneOfADay(List<DailyRate> rates) {
        Map<String, DailyRate> last = new LinkedHashMap<>();
        rates.forEach(rate -> last.put(rate.date() + rate.currency().getCurrencyCode(), rate));
        return new ArrayList<>(last.values());
    }

    @Property
    void theRateIsTheLastOneUntilTheDay(@ForAll("rates") List<DailyRate> rates, @ForAll("day") LocalDate day) {
        Currency dollar = Currency.getInstance("USD");
        DailyRate last = rates.stream()
                .filter(rate -> rate.currency().equals(dollar) && !rate.date().isAfter(day))
                .max(Comparator.comparing(DailyRate::date))
                .orElse(null);
        FxRates.Found found = FxRates.of(rates).find(day, EUR, dollar);
        if (last == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found)
                    .isEqualTo(new FxRates.Found(
                            last.rate(), last.date(), last.date().isBefore(day)));
        }
    }

    @Property
    void theOrderOfLoadingMakesNoDifference(
            @ForAll("rates") List<DailyRate> rates, @ForAll("day") LocalDate day, @ForAll long seed) {
        List<DailyRate> shuffled = new ArrayList<>(rates);
        Collections.shuffle(shuffled, new Random(seed));
        Currency yen = Currency.getInstance("JPY");
        Currency pound = Currency.getInstance("GBP");
        assertThat(FxRates.of(shuffled).find(day, yen, pound))
                .isEqualTo(FxRates.of(rates).find(day, yen, pound));
    }

    @Property
    void thereAndBackIsOne(@ForAll("rates") List<DailyRate> rates, @ForAll("day") LocalDate day) {
        FxRates known = FxRates.of(rates);
        FxRates.Found there = known.find(day, Currency.getInstance("USD"), Currency.getInstance("JPY"));
        FxRates.Found back = known.find(day, Currency.getInstance("JPY"), Currency.getInstance("USD"));
        assertThat(there == null).isEqualTo(back == null);
        if (there != null && back != null) {
            assertThat(there.rate()
                            .multiply(back.rate())
                            .subtract(BigDecimal.ONE)
                            .abs())
                    .isLessThan(new BigDecimal("1e-20"));
        }
    }

    @Provide
    Arbitrary<LocalDate> day() {
        return Arbitraries.integers().between(-5, 40).map(START::plusDays);
    }
}
