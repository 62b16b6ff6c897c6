package dev.keizoku.demo.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyTest {

    private static final LocalDate END = LocalDate.of(2026, 3, 17);

    @Test
    void playsTheSameCompanyForTheSameSeed() {
        assertThat(company(7)).isEqualTo(company(7));
        assertThat(company(7)).isNotEqualTo(company(8));
    }

    @Test
    void takesTheLastWholeMonthAndTheSeventeenBefore() {
        assertThat(story(1).lastMonth()).isEqualTo(YearMonth.of(2026, 2));
        assertThat(story(1).firstMonth()).isEqualTo(YearMonth.of(2024, 9));
        assertThat(story(1).successStarts()).isEqualTo(YearMonth.of(2025, 3));
        assertThat(new Story(1, LocalDate.of(2026, 3, 31), END_ZONE).lastMonth())
                .isEqualTo(YearMonth.of(2026, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void hasAFewHundredCustomersOverTime(long seed) {
        assertThat(company(seed).seen().count()).isBetween(250L, 370L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void losesNearlyFivePercentAMonthBeforeCustomerSuccess(long seed) {
        var company = company(seed);
        assertThat(averageChurn(company, 1, 6)).isCloseTo(0.048, within(0.003));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void losesTwoPercentAYearLater(long seed) {
        var company = company(seed);
        assertThat(averageChurn(company, 16, 18)).isCloseTo(0.0245, within(0.004));
        assertThat(averageChurn(company, 18, 18)).isCloseTo(0.021, within(0.0055));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void growsWithItsCustomersUntilNetChurnIsNegative(long seed) {
        var company = company(seed);
        assertThat(netRetention(company, 1, 6)).isLessThan(0.99);
        assertThat(netRetention(company, 13, 18)).isGreaterThan(1.01);
        var story = company.story();
        var yearAgo = story.month(7).atDay(1);
        var retained = company.customers().stream()
                .filter(customer -> annualCents(customer, yearAgo) > 0)
                .mapToLong(customer -> annualCents(customer, story.month(19).atDay(1)))
                .sum();
        var opening = company.customers().stream()
                .mapToLong(customer -> annualCents(customer, yearAgo))
                .sum();
        assertThat((double) retained / opening).isBetween(1.0, 1.4);
    }

    private static final ZoneId END_ZONE = ZoneId.of("America/New_York");

    private static Story story(long seed) {
        return new Story(seed, END, END_ZONE);
    }

    private static Company company(long seed) {
        return Company.play(story(seed));
    }

    private static double averageChurn(Company company, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(number -> {
                    var opening = paying(company, company.story().month(number).atDay(1));
                    var closing = company.story().month(number + 1).atDay(1);
                    var lost = opening.stream()
                            .filter(customer -> annualCents(customer, closing) == 0)
                            .count();
                    return (double) lost / opening.size();
                })
                .average()
                .orElseThrow();
    }

    private static double netRetention(Company company, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(number -> {
                    var day = company.story().month(number).atDay(1);
                    var opening = paying(company, day);
                    var before = opening.stream()
                            .mapToLong(customer -> annualCents(customer, day))
                            .sum();
                    var after = opening.stream()
                            .mapToLong(customer -> annualCents(
                                    customer, company.story().month(number + 1).atDay(1)))
                            .sum();
                    return (double) after / before;
                })
                .average()
                .orElseThrow();
    }

    private static List<Customer> paying(Company company, LocalDate day) {
        return company.customers().stream()
                .filter(customer -> annualCents(customer, day) > 0)
                .toList();
    }

    /** What a customer pays at the start of a day, before anything changes on it. */
    private static long annualCents(Customer customer, LocalDate day) {
        return Timeline.of(customer.changes()).annualCentsAt(day.atStartOfDay());
    }
}
