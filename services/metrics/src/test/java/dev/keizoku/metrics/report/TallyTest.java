package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {

    private static long[][] ofBalance(int at, long balance, int windows) {
        long[][] stocks = new long[Stock.values().length][windows];
        stocks[Stock.BALANCE.ordinal()][at] = balance;
        return stocks;
    }

    @ParameterizedTest
    @CsvSource({"NEW, 5", "REACTIVATION, 5", "EXPANSION, 5", "CONTRACTION, 19", "CHURN, 19"})
    void whatRatesDidIsTheChangeWithoutItsMovements(Flow flow, long fx) {
        long[][] amounts = new long[Flow.values().length][1];
        amounts[flow.ordinal()][0] = 7;
        Tally tally = Tally.known(ofBalance(0, 100, 1), ofBalance(1, 112, 2), amounts);
        assertThat(tally.fx(0)).isEqualTo(fx);
    }

    @Test
    void stocksStandUntilTheyMoveAgain() {
        Tally tally = new Tally(3);
        tally.move(Stock.BALANCE, -1, 10);
        tally.move(Stock.BALANCE, 1, 5);
        assertThat(tally.opening(Stock.BALANCE, 0)).isEqualTo(10);
        assertThat(tally.closing(Stock.BALANCE, 0)).isEqualTo(10);
        assertThat(tally.closing(Stock.BALANCE, 1)).isEqualTo(15);
        assertThat(tally.opening(Stock.BALANCE, 2)).isEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource(Stock.class)
    void aTallyIsEmptyUntilSomethingStands(Stock stock) {
        Tally tally = new Tally(2);
        tally.move(stock, 0, 0);
        assertThat(tally.isEmpty()).isTrue();
        assertThat(tally.hasAmounts()).isFalse();
        Tally standing = new Tally(2);
        standing.move(stock, 0, 3);
        assertThat(standing.isEmpty()).isFalse();
        assertThat(standing.hasAmounts()).isEqualTo(stock == Stock.BALANCE || stock == Stock.GROSS);
    }

    @Test
    void whatCameAndWentWithinAWindowHasAmountsAndIsNotEmpty() {
        Tally tally = new Tally(1);
        tally.move(Stock.BALANCE, 0, 3);
        tally.move(Stock.BALANCE, 0, -3);
        assertThat(tally.hasAmounts()).isFalse();
        assertThat(tally.isEmpty()).isTrue();
        tally.amount(Flow.NEW, 0, 3);
        tally.amount(Flow.CHURN, 0, 3);
        assertThat(tally.hasAmounts()).isTrue();
        assertThat(tally.isEmpty()).isFalse();
    }
}
