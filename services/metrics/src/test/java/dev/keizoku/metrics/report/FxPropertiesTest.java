package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.metrics.timeline.Histories;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for valued figures of any history at any rates. */
class FxPropertiesTest {

    private static final BigDecimal A_ROUNDING_OF_EACH_PART = new BigDecimal("0.00001");

    private static FxRates rates(long seed) {
        Random random = new Random(seed);
        FxRates rates = new FxRates();
        for (LocalDate day = Histories.START.minusDays(9);
                day.getYear() < 2026;
                day = day.plusDays(1 + random.nextInt(4))) {
            rates.add("EUR", "USD", day, BigDecimal.valueOf(9_000 + random.nextInt(4_000), 4));
            rates.add("EUR", "JPY", day, BigDecimal.valueOf(1_000_000 + random.nextInt(900_000), 4));
        }
        return rates;
    }

    private static Ask days(long seed, String groupBy) {
        Ask ask = Ask.monthly(BookOf.of(Histories.companyOfSeveralCurrencies(seed)), "2025-01-01", "2025-08-01")
                .by(Interval.DAY)
                .valued(rates(seed));
        return groupBy.isEmpty() ? ask : ask.groupBy(groupBy);
    }

    @Property(tries = 60)
    void onEveryDayRatesMoveWhatStoodStillAndNothingElse(@ForAll long seed) {
        for (String groupBy : List.of("", "plan", "currency")) {
            Ask ask = days(seed, groupBy);
            Map<List<Label>, TalliedGroup> natives = new HashMap<>();
            ask.tally().forEach(group -> natives.put(group.labels(), group));
            for (TalliedGroup group : ask.valuedTally().groups()) {
                Tally tally = group.amounts().get("USD");
                for (int w = 0; w < ask.windows().size(); w++) {
                    BigDecimal fx = group.scale().amount(tally.fx(w));
                    assertThat(fx)
                            .as(group.labels() + " " + w)
                            .isCloseTo(
                                    standstill(natives.get(group.labels()), ask, w), within(A_ROUNDING_OF_EACH_PART));
                    if (w > 0) {
                        assertThat(tally.opening(Stock.BALANCE, w)).isEqualTo(tally.closing(Stock.BALANCE, w - 1));
                    }
                }
            }
        }
    }

    private static BigDecimal standstill(TalliedGroup natives, Ask ask, int window) {
        LocalDate day = LocalDate.ofEpochDay(ask.windows().edge(window));
        BigDecimal moved = BigDecimal.ZERO;
        for (Map.Entry<String, Tally> currency : natives.amounts().entrySet()) {
            if (currency.getValue().opening(Stock.BALANCE, window) == 0) {
                continue;
            }
            BigDecimal now = ask.rates().of(currency.getKey(), "USD", day).rate();
            BigDecimal before =
                    ask.rates().of(currency.getKey(), "USD", day.minusDays(1)).rate();
            moved = moved.add(natives.scale()
                    .amount(currency.getValue().opening(Stock.BALANCE, window))
                    .multiply(now.subtract(before)));
        }
        return moved;
    }

    @Property(tries = 60)
    void segmentsAddUpToTheTotal(@ForAll long seed) {
        TalliedGroup total = days(seed, "").valuedTally().groups().getFirst();
        for (String groupBy : List.of("plan", "currency", "billing_interval", "cohort")) {
            Ask ask = days(seed, groupBy);
            List<TalliedGroup> groups = ask.valuedTally().groups();
            for (int w = 0; w < ask.windows().size(); w += 13) {
                BigDecimal sum = BigDecimal.ZERO;
                for (TalliedGroup group : groups) {
                    sum = sum.add(
                            group.scale().amount(group.amounts().get("USD").closing(Stock.BALANCE, w)));
                }
                assertThat(sum)
                        .isCloseTo(
                                total.scale().amount(total.amounts().get("USD").closing(Stock.BALANCE, w)),
                                within(A_ROUNDING_OF_EACH_PART));
            }
        }
    }

    @Property(tries = 60)
    void retentionAtOneRateIsThatOfTheSameAmountsInOneCurrency(@ForAll long seed) {
        Ask plain = Ask.monthly(BookOf.of(Histories.company(seed)), "2025-01-01", "2025-08-01");
        Ask valued = plain.valued(rates(seed)).asReported();
        for (Metric metric : List.of(Metric.NRR, Metric.GRR, Metric.LOGO_CHURN_RATE)) {
            assertThat(rounded(valued.values(metric))).isEqualTo(rounded(plain.values(metric)));
        }
    }

    /** Valued amounts are rounded themselves, so that the last digits of a large share are theirs. */
    private static List<String> rounded(List<String> shares) {
        return shares.stream()
                .map(share -> share == null
                        ? "null"
                        : new BigDecimal(share)
                                .setScale(9, RoundingMode.HALF_UP)
                                .toPlainString())
                .toList();
    }
}
