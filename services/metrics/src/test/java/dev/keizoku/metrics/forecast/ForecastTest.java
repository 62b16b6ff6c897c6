package dev.keizoku.metrics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.metrics.report.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    /** Months that gain the same and lose the same share. */
    private static List<MonthFlow> steady(int months, int gained, int lossPercent) {
        List<MonthFlow> history = new ArrayList<>();
        BigDecimal mrr = BigDecimal.valueOf(1000);
        for (int month = 0; month < months; month++) {
            BigDecimal churn = mrr.multiply(BigDecimal.valueOf(lossPercent, 2));
            BigDecimal closing = mrr.subtract(churn).add(BigDecimal.valueOf(gained));
            history.add(
                    new MonthFlow(mrr, BigDecimal.valueOf(gained), BigDecimal.ZERO, BigDecimal.ZERO, churn, closing));
            mrr = closing;
        }
        return history;
    }

    @Test
    void whatGoesOnAsItDidIsForecastExactly() {
        List<MonthFlow> history = steady(10, 100, 2);
        FlowModel model = FlowModel.of(history.subList(0, 7)).orElseThrow();
        assertThat(model.gained()).isCloseTo(number("100"), within(number("1e-9")));
        assertThat(model.net()).isCloseTo(number("-0.02"), within(number("1e-12")));
        assertThat(model.after(history.get(6).closing(), 3))
                .isCloseTo(history.get(9).closing(), within(number("1e-6")));
        BackTest test = BackTest.of(history, 3);
        assertThat(test.error()).isCloseTo(BigDecimal.ZERO, within(number("1e-9")));
        assertThat(test.naiveError()).isGreaterThan(number("0.05"));
        assertThat(test.ratios()).hasSize(5);
    }

    @Test
    void tooLittleHistoryHasNoForecast() {
        assertThat(FlowModel.of(steady(2, 100, 2))).isEmpty();
        assertThat(FlowModel.of(List.of())).isEmpty();
        BackTest test = BackTest.of(steady(6, 100, 2), 3);
        assertThat(test.low(BigDecimal.TEN)).isNull();
        assertThat(BackTest.of(List.of(), 3).error()).isNull();
    }

    @Test
    void recentMonthsWeighMost() {
        List<MonthFlow> history = new ArrayList<>(steady(11, 100, 0));
        BigDecimal opening = history.getLast().closing();
        history.add(new MonthFlow(
                opening, number("400"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, opening.add(number("400"))));
        // 100 + 300 x 1 / (1 + 0.6 + ... + 0.6^11)
        assertThat(FlowModel.of(history).orElseThrow().gained()).isCloseTo(number("220.26"), within(number("0.01")));
    }

    @Property
    void theIntervalHoldsTheForecast(
            @ForAll @IntRange(min = 0, max = 300) int gained, @ForAll @IntRange(min = 0, max = 30) int loss) {
        List<MonthFlow> history = steady(12, gained, loss);
        history.addAll(steady(8, 300 - gained, 30 - loss));
        BackTest test = BackTest.of(history, 3);
        BigDecimal forecast = FlowModel.of(history).orElseThrow().after(number("1000"), 3);
        assertThat(test.low(forecast)).isLessThanOrEqualTo(forecast);
        assertThat(test.high(forecast)).isGreaterThanOrEqualTo(forecast);
        assertThat(forecast.signum()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"saas", "consumer"})
    void onRealCompaniesItBeatsCarryingTheLastMonthForward(String data) throws IOException {
        List<MonthFlow> history = new ArrayList<>();
        BigDecimal opening = BigDecimal.ZERO;
        for (Map<String, String> row :
                SharedData.rows("expected/theventurecity/" + data + "_subscriptions_dev_mrr_movements.csv")) {
            BigDecimal closing = number(row.get("mrr"));
            history.add(new MonthFlow(
                    opening,
                    number(row.get("new_mrr")).add(number(row.get("reactivation_mrr"))),
                    number(row.get("expansion_mrr")),
                    number(row.get("contraction_mrr")),
                    number(row.get("churned_mrr")),
                    closing));
            opening = closing;
        }
        // The log ends within its last month.
        history.removeLast();
        for (int horizon : new int[] {1, 3, 6, 12}) {
            BackTest test = BackTest.of(history, horizon);
            assertThat(test.error()).as(data + " " + horizon).isLessThan(test.naiveError());
        }
    }
}
