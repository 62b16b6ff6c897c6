package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.Timelines;
import org.junit.jupiter.api.Test;

/** Counts of customers who pay in several currencies: one customer is one, whatever it pays in. */
class CountsApartTest {

    private static Price euros(String amount) {
        return price(amount, "EUR", IntervalUnit.MONTH, 1);
    }

    private static Timelines inBoth() {
        return timelines()
                .start("2026-01-05", monthly("100"))
                .subscription("euros")
                .start("2026-01-05", euros("90"));
    }

    /** Both leave in February, both end their euros only, only dollars that are paused, only euros. */
    private static Ask february() {
        return Ask.monthly(
                BookOf.nothing()
                        .customer(
                                "a-leaves",
                                timelines()
                                        .start("2026-01-05", monthly("100"))
                                        .end("2026-02-10")
                                        .subscription("euros")
                                        .start("2026-01-05", euros("90"))
                                        .end("2026-02-10")
                                        .entries())
                        .customer("b-ends-euros", inBoth().end("2026-02-10").entries())
                        .customer(
                                "c-pauses",
                                timelines()
                                        .start("2026-01-05", monthly("40"))
                                        .pause("2026-02-10")
                                        .entries())
                        .customer(
                                "d-joins",
                                timelines().start("2026-02-15", euros("20")).entries())
                        .customer(
                                "e-tries",
                                timelines().trial("2026-02-15", euros("20")).entries())
                        .book(),
                "2026-02-01",
                "2026-03-01");
    }

    @Test
    void aCustomerOfTwoCurrenciesIsOne() {
        Ask ask = february();
        assertThat(ask.value(Metric.CUSTOMERS)).isEqualTo("2");
        assertThat(ask.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0.333333333333");
        assertThat(ask.value(Metric.CUSTOMER_RETENTION_RATE)).isEqualTo("0.666666666667");
        assertThat(ask.value(Metric.CHURNED_CUSTOMERS))
                .as("the paused one among them")
                .isEqualTo("2");
        assertThat(ask.value(Metric.NEW_CUSTOMERS)).isEqualTo("1");
    }

    @Test
    void subscriptionsAreCountedWhateverTheirCurrency() {
        Ask ask = february();
        assertThat(ask.value(Metric.SUBSCRIPTIONS_ACTIVE)).isEqualTo("3");
        assertThat(ask.value(Metric.SUBSCRIPTIONS_PAYING)).isEqualTo("2");
        assertThat(ask.value(Metric.SUBSCRIPTIONS_PAUSED)).isEqualTo("1");
        assertThat(ask.value(Metric.ACCOUNTS_ACTIVE)).isEqualTo("3");
    }

    @Test
    void ofOneCurrencyOnlyWhoPaysInItCounts() {
        Ask euros = february().currencies("EUR");
        assertThat(euros.value(Metric.CUSTOMERS)).isEqualTo("1");
        assertThat(euros.value(Metric.SUBSCRIPTIONS_ACTIVE)).isEqualTo("2");
        assertThat(euros.value(Metric.SUBSCRIPTIONS_PAUSED)).isEqualTo("0");
        Ask dollars = february().currencies("USD");
        assertThat(dollars.value(Metric.CUSTOMERS)).isEqualTo("1");
        assertThat(dollars.value(Metric.SUBSCRIPTIONS_PAUSED)).isEqualTo("1");
        assertThat(dollars.value(Metric.NEW_CUSTOMERS)).isEqualTo("0");
    }
}
