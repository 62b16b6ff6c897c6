package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricIsFoundByItsIdAndSaysWhatItIs(Metric metric) {
        assertThat(Metric.of(metric.id())).contains(metric);
        assertThat(metric.id()).isEqualTo(metric.name().toLowerCase(Locale.ROOT));
        assertThat(metric.definition()).contains(".");
        assertThat(metric.title()).isNotBlank();
        assertThat(metric.text()).endsWith(".");
        assertThat(metric.unit().wireName()).isIn("money", "rate", "count");
    }

    @Test
    void anUnknownIdIsNoMetric() {
        assertThat(Metric.of("churn")).isEmpty();
        assertThat(Arrays.stream(Metric.values()).map(Metric::definition)).doesNotHaveDuplicates();
    }

    @Test
    void onlySharesOfACohortCanBeAskedOverATrailingPeriod() {
        assertThat(Arrays.stream(Metric.values()).filter(Metric::isRetention))
                .containsExactlyInAnyOrder(
                        Metric.NRR,
                        Metric.GRR,
                        Metric.NET_MRR_CHURN_RATE,
                        Metric.LOGO_CHURN_RATE,
                        Metric.CUSTOMER_RETENTION_RATE);
        assertThat(Arrays.stream(Metric.values())
                        .filter(metric -> metric.comparesWithOpening() && !metric.isRetention()))
                .containsExactlyInAnyOrder(Metric.GROSS_MRR_CHURN_RATE, Metric.CANCELLED_MRR_RATE);
        assertThat(Arrays.stream(Metric.values()).filter(Metric::knowsReactivation))
                .containsExactlyInAnyOrder(Metric.QUICK_RATIO, Metric.NET_MRR_CHURN_RATE);
    }

    /** February: 100 leaves, 60 goes to 40, 50 stays and grows to 80, 30 is new. */
    private static Ask february() {
        return Ask.monthly(
                BookOf.nothing()
                        .customer(
                                "gone",
                                timelines()
                                        .start("2026-01-01", monthly("100"))
                                        .end("2026-02-10")
                                        .entries())
                        .customer(
                                "less",
                                timelines()
                                        .start("2026-01-01", monthly("60"))
                                        .price("2026-02-10", monthly("40"))
                                        .entries())
                        .customer(
                                "more",
                                timelines()
                                        .start("2026-01-01", monthly("50"))
                                        .price("2026-02-10", monthly("80"))
                                        .entries())
                        .customer(
                                "new",
                                timelines().start("2026-02-10", monthly("30")).entries())
                        .book(),
                "2026-02-01",
                "2026-03-01");
    }

    // The example of the definitions: customers that stay, and gains by losses.
    @Test
    void lossesAreBothThoseWhoLeaveAndThoseWhoPayLess() {
        Ask ask = february();
        assertThat(ask.value(Metric.QUICK_RATIO)).isEqualTo("0.5");
        assertThat(ask.value(Metric.CUSTOMER_RETENTION_RATE)).isEqualTo("0.666666666667");
        assertThat(ask.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0.333333333333");
        assertThat(ask.value(Metric.GROSS_MRR_CHURN_RATE)).isEqualTo("0.571428571429");
        assertThat(ask.value(Metric.CANCELLED_MRR_RATE)).isEqualTo("0.47619047619");
        assertThat(ask.value(Metric.NRR)).isEqualTo("0.571428571429");
        assertThat(ask.value(Metric.GRR)).isEqualTo("0.428571428571");
        assertThat(ask.value(Metric.NET_NEW_MRR)).isEqualTo("-60.00");
    }

    @ParameterizedTest
    @CsvSource({"1, 2, false", "-1, 2, true", "1, -2, true", "-1, -2, false", "0, 2, false", "-300, 7, true"})
    void aRateIsNegativeWhereOneOfItsPartsIs(String numerator, String denominator, boolean negative) {
        assertThat(new MetricValue.Rate(new BigDecimal(numerator), new BigDecimal(denominator)).isNegative())
                .isEqualTo(negative);
    }

    @Test
    void aWholeRateIsWrittenAsANumber() {
        assertThat(List.of("10", "100", "0"))
                .allSatisfy(value -> assertThat(new MetricValue.Rate(new BigDecimal(value), BigDecimal.ONE)
                                .rounded()
                                .toString())
                        .isEqualTo(value));
    }
}
