package dev.keizoku.metrics.outlook;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.Timelines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedCashTest {

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    /** The USD of each month of a year. */
    private static List<String> cash(Timelines story, String year) {
        ExpectedCash cash =
                new ExpectedCash(day(year + "-01-01"), day(year + "-01-01").plusYears(1), ZoneOffset.UTC);
        cash.add(story.entries());
        List<String> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            BigDecimal amount =
                    cash.of(YearMonth.of(Integer.parseInt(year), month)).getOrDefault("USD", BigDecimal.ZERO);
            months.add(amount.setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString());
        }
        return months;
    }

    @Test
    void billingDatesAreCountedFromTheAnchor() {
        assertThat(new BillingSchedule(day("2024-01-31"), IntervalUnit.MONTH, 1)
                        .between(day("2024-01-01"), day("2024-06-01")))
                .containsExactly(
                        day("2024-01-31"), day("2024-02-29"), day("2024-03-31"), day("2024-04-30"), day("2024-05-31"));
        assertThat(new BillingSchedule(day("2024-02-29"), IntervalUnit.YEAR, 1)
                        .between(day("2025-01-01"), day("2029-01-01")))
                .containsExactly(day("2025-02-28"), day("2026-02-28"), day("2027-02-28"), day("2028-02-29"));
    }

    @Test
    void anotherIntervalOfTheSameWorthIsBilledFromItsOwnDay() {
        assertThat(cash(timelines().start("2026-01-10", monthly("100")).price("2026-03-20", yearly("1200")), "2026"))
                .containsExactly("100", "100", "1300", "0", "0", "0", "0", "0", "0", "0", "0", "0");
    }

    @Test
    void whoSwitchesCurrencyIsBilledInTheNewOne() {
        Timelines story = timelines()
                .start("2026-01-10", monthly("100"))
                .price("2026-03-10", price("90", "EUR", IntervalUnit.MONTH, 1));
        assertThat(cash(story, "2026")).containsExactly("100", "100", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0");
        ExpectedCash cash = new ExpectedCash(day("2026-01-01"), day("2027-01-01"), ZoneOffset.UTC);
        cash.add(story.entries());
        assertThat(cash.of(YearMonth.parse("2026-03")).get("EUR")).isEqualByComparingTo("90");
        assertThat(cash.of(YearMonth.parse("2026-12")).get("EUR")).isEqualByComparingTo("90");
    }

    @Test
    void aYearIsBilledAtOnceAndAMonthEveryMonth() {
        assertThat(cash(timelines().start("2025-03-10", yearly("1200")), "2026"))
                .containsExactly("0", "0", "1200", "0", "0", "0", "0", "0", "0", "0", "0", "0");
        assertThat(cash(timelines().start("2026-10-31", monthly("100")), "2026"))
                .containsExactly("0", "0", "0", "0", "0", "0", "0", "0", "0", "100", "100", "100");
        assertThat(cash(timelines().start("2026-01-01", price("90", "USD", IntervalUnit.MONTH, 3)), "2026"))
                .containsExactly("90", "0", "0", "90", "0", "0", "90", "0", "0", "90", "0", "0");
    }

    @Test
    void aMonthOfFiveWeeksBringsFiveBills() {
        List<String> months = cash(timelines().start("2026-01-01", price("10", "USD", IntervalUnit.WEEK, 1)), "2026");
        assertThat(months.getFirst()).isEqualTo("50");
        assertThat(months.get(1)).isEqualTo("40");
    }

    @Test
    void aCancellationEndsTheBills() {
        assertThat(cash(timelines().start("2026-01-15", monthly("100")).cancelAt("2026-02-01", "2026-04-15"), "2026"))
                .containsExactly("100", "100", "100", "0", "0", "0", "0", "0", "0", "0", "0", "0");
    }

    @Test
    void moreSeatsKeepTheAnchorAndAnotherIntervalSetsOne() {
        assertThat(cash(
                        timelines()
                                .start("2026-01-15", monthly("100"))
                                .quantity("2026-02-20", "3")
                                .price("2026-04-01", yearly("1000")),
                        "2026"))
                .containsExactly("100", "100", "300", "3000", "0", "0", "0", "0", "0", "0", "0", "0");
    }

    @Test
    void aTrialBringsNothingUntilItIsPaidFor() {
        assertThat(cash(
                        timelines()
                                .trial("2026-01-15", monthly("100"))
                                .start("2026-02-14", monthly("100"))
                                .pause("2026-04-01")
                                .resume("2026-11-20"),
                        "2026"))
                .containsExactly("0", "100", "100", "0", "0", "0", "0", "0", "0", "0", "100", "100");
    }
}
