package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.percentOff;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.policy.PolicySettings;
import org.junit.jupiter.api.Test;

/** Figures go by the policies of the tenant as its ledger does. */
class PoliciesOfFiguresTest {

    private static Ask february(Book book, String policies) {
        Book chosen = book.knowing(book.products(), PolicySettings.of(policies).policies());
        return Ask.monthly(chosen, "2026-02-01", "2026-03-01");
    }

    // Edge case 6.
    @Test
    void whoComesBackWithinTheWindowIsReactivatedAndAfterItNew() {
        Book book = BookOf.one(timelines()
                .start("2026-01-05", monthly("100"))
                .end("2026-02-01")
                .start("2026-02-08", monthly("100"))
                .entries());
        Ask within = february(book, "{\"reactivation_window_days\": 7}");
        assertThat(within.value(Metric.REACTIVATION_MRR)).isEqualTo("100.00");
        assertThat(within.value(Metric.NEW_MRR)).isEqualTo("0.00");
        Ask after = february(book, "{\"reactivation_window_days\": 6}");
        assertThat(after.value(Metric.REACTIVATION_MRR)).isEqualTo("0.00");
        assertThat(after.value(Metric.NEW_MRR)).isEqualTo("100.00");
    }

    // Edge case 23: and one customer's discount keeps nobody else.
    @Test
    void whoseDiscountsTakeEverythingOffIsKeptAndWhoLeavesIsNot() {
        Book book = BookOf.nothing()
                .customer(
                        "a-free",
                        timelines()
                                .start("2026-01-05", monthly("100"))
                                .discounts("2026-02-10", percentOff("1"))
                                .entries())
                .customer(
                        "b-gone",
                        timelines()
                                .start("2026-01-05", monthly("50"))
                                .end("2026-02-10")
                                .entries())
                .book();
        Ask keeping = february(book, "{\"zero_mrr_customer\": \"keep_active\"}");
        assertThat(keeping.value(Metric.CUSTOMERS)).isEqualTo("1");
        assertThat(keeping.value(Metric.CHURNED_CUSTOMERS)).isEqualTo("1");
        assertThat(keeping.value(Metric.CHURNED_MRR)).isEqualTo("50.00");
        assertThat(keeping.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0.5");
        Ask strict = february(book, "{}");
        assertThat(strict.value(Metric.CUSTOMERS)).isEqualTo("0");
        assertThat(strict.value(Metric.CHURNED_MRR)).isEqualTo("150.00");
    }

    @Test
    void whoExpandsInEveryMonthIsCountedInEach() {
        Book book = BookOf.one(timelines()
                .start("2026-01-05", monthly("100"))
                .price("2026-02-10", monthly("110"))
                .price("2026-02-20", monthly("120"))
                .price("2026-03-10", monthly("130"))
                .entries());
        assertThat(Ask.monthly(book, "2026-02-01", "2026-05-01").values(Metric.EXPANDED_CUSTOMERS))
                .containsExactly("1", "1", "0");
    }
}
