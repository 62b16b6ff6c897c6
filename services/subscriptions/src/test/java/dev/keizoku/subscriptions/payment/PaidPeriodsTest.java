package dev.keizoku.subscriptions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.subscriptions.SharedData;
import dev.keizoku.subscriptions.payment.PaidPeriods.Period;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaidPeriodsTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate LAST = LocalDate.parse("2024-12-31");

    private static Payment paid(String day, String amount, String plan) {
        return new Payment("", LocalDate.parse(day), new BigDecimal(amount), USD, plan);
    }

    private static List<String> periods(PeriodRule rule, Payment... payments) {
        return shown(PaidPeriods.of(Arrays.asList(payments), LAST, rule));
    }

    private static List<String> shown(List<Period> periods) {
        return periods.stream()
                .map(period -> String.join(
                        " ",
                        period.start().toString(),
                        period.end() == null ? "-" : period.end().toString(),
                        period.amount().toPlainString(),
                        period.plan()))
                .toList();
    }

    @Test
    void theNextPaymentCutsShortOrStretchesWithinTheGrace() {
        assertThat(periods(
                        PeriodRule.USUAL,
                        paid("2024-01-31", "10", "a"),
                        paid("2024-02-28", "10", "a"),
                        paid("2024-04-02", "10", "a"),
                        paid("2024-05-08", "10", "a")))
                .containsExactly("2024-01-31 2024-05-02 10 a", "2024-05-08 2024-06-08 10 a");
    }

    @Test
    void paymentsOfADayAddUpAndRepeatedOnesDoNot() {
        assertThat(periods(
                        PeriodRule.USUAL,
                        paid("2024-01-01", "10", "a"),
                        paid("2024-01-01", "10.00", "a"),
                        paid("2024-01-01", "25", "b")))
                .containsExactly("2024-01-01 2024-02-01 35 b");
        Payment first = new Payment("1", LocalDate.parse("2024-01-01"), BigDecimal.TEN, USD, "a");
        Payment second = new Payment("2", LocalDate.parse("2024-01-01"), BigDecimal.TEN, USD, "a");
        assertThat(periods(PeriodRule.USUAL, first, second)).containsExactly("2024-01-01 2024-02-01 20 a");
    }

    @Test
    void theLastPeriodIsOpenWhileARenewalCouldStillCome() {
        assertThat(periods(PeriodRule.USUAL, paid("2024-11-27", "10", "a"))).containsExactly("2024-11-27 - 10 a");
        assertThat(periods(PeriodRule.USUAL, paid("2024-11-26", "10", "a")))
                .containsExactly("2024-11-26 2024-12-26 10 a");
    }

    @Test
    void anotherAmountOrPlanIsAnotherPeriod() {
        assertThat(periods(
                        PeriodRule.USUAL,
                        paid("2024-01-01", "10", "a"),
                        paid("2024-02-01", "12", "a"),
                        paid("2024-03-01", "12", "b")))
                .containsExactly(
                        "2024-01-01 2024-02-01 10 a", "2024-02-01 2024-03-01 12 a", "2024-03-01 2024-04-01 12 b");
    }

    @Test
    void theRuleCanBeAnother() {
        assertThat(periods(
                        new PeriodRule(IntervalUnit.YEAR, 1, 30),
                        paid("2022-01-10", "100", "a"),
                        paid("2023-02-05", "100", "a")))
                .containsExactly("2022-01-10 2024-02-05 100 a");
    }

    @Test
    void aLogOfASoftwareCompanyGivesItsSubscriptions() throws IOException {
        isGiven("saas_payments_dev.csv", "saas_subscriptions_dev.csv", 3784);
    }

    @Test
    void aLogOfAConsumerServiceGivesItsSubscriptions() throws IOException {
        isGiven("monthly_subscriptions_dev.csv", "consumer_subscriptions_dev.csv", 2284);
    }

    private static void isGiven(String log, String expected, int customers) throws IOException {
        Map<String, List<Payment>> payments = new TreeMap<>();
        for (String[] row : rows(log)) {
            payments.computeIfAbsent(row[1], id -> new ArrayList<>())
                    .add(paid(row[0].substring(0, 10), row[2], row.length > 3 ? row[3] : "standard"));
        }
        LocalDate last = payments.values().stream()
                .flatMap(List::stream)
                .map(Payment::day)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Map<String, List<String>> derived = new TreeMap<>();
        payments.forEach(
                (customer, log1) -> derived.put(customer, shown(PaidPeriods.of(log1, last, PeriodRule.USUAL))));
        Map<String, List<String>> wanted = new TreeMap<>();
        for (String[] row : rows(expected)) {
            BigDecimal amount = new BigDecimal(row[5]).stripTrailingZeros();
            wanted.computeIfAbsent(row[1], id -> new ArrayList<>())
                    .add(String.join(
                            " ",
                            row[2],
                            row[3].isEmpty() ? "-" : row[3],
                            (amount.scale() < 0 ? amount.setScale(0) : amount).toPlainString(),
                            row[4]));
        }
        wanted.values().forEach(periods -> periods.sort(Comparator.naturalOrder()));
        assertThat(derived).hasSize(customers).isEqualTo(wanted);
    }

    private static List<String[]> rows(String file) throws IOException {
        return SharedData.text("theventurecity/" + file)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }
}
