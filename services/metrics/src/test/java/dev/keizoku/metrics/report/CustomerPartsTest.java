package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.metrics.timeline.Histories;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerPartsTest {

    private static final LocalDate LATER = LocalDate.of(2040, 1, 1);

    private static Question question(Span period, Basis basis, @Nullable Period trailing, boolean reactivation) {
        Windows windows = Windows.of(List.of(period), Interval.MONTH, LATER);
        return new Question(windows, Interval.MONTH, basis, Selection.EVERYTHING, trailing, reactivation);
    }

    private static CustomerParts parts(Book book, Metric metric, Question question) {
        Span period = question.windows().periods().getFirst();
        Span measured =
                question.trailing() == null ? period : new Span(period.to().minus(question.trailing()), period.to());
        return CustomerParts.of(book, metric, question, Windows.of(List.of(measured), Interval.MONTH, LATER), null);
    }

    private static Span march() {
        return new Span(LocalDate.parse("2025-03-01"), LocalDate.parse("2025-04-01"));
    }

    /** The parts are summed here, apart from the code, and divided once. */
    private static void addsUp(Book book, Metric metric, Question question) {
        MetricValue figure = MetricReport.of(book, metric, question, LATER)
                .getFirst()
                .values()
                .getFirst();
        CustomerParts parts = parts(book, metric, question);
        BigDecimal numerator =
                parts.all().stream().map(part -> part.parts().numerator()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(numerator).isEqualByComparingTo(parts.total().numerator());
        BigDecimal denominator = parts.total().denominator();
        if (denominator != null) {
            assertThat(parts.all().stream()
                            .map(part -> part.parts().denominator())
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(denominator);
        }
        assertThat(text(parts.total().value(metric.unit()))).as(metric.id()).isEqualTo(text(figure));
    }

    private static String text(MetricValue value) {
        return switch (value) {
            case MetricValue.Amount amount -> amount.rounded(12).toPlainString();
            case MetricValue.Rate rate -> rate.rounded().toPlainString();
            case MetricValue.Count count -> Long.toString(count.value());
            case MetricValue.Undefined undefined -> "null";
        };
    }

    @Property(tries = 150)
    void theContributionsToEveryFigureAddUpToIt(@ForAll long seed) {
        Book book = BookOf.of(Histories.company(seed));
        for (Metric metric : Metric.values()) {
            for (Basis basis : Basis.values()) {
                addsUp(book, metric, question(march(), basis, null, metric.knowsReactivation()));
                if (metric.isRetention()) {
                    addsUp(book, metric, question(march(), basis, Period.ofMonths(12), false));
                }
            }
        }
    }

    @Test
    void whoOnlyJoinedHasAPartInTheQuickRatioAllTheSame() {
        Book book = BookOf.nothing()
                .customer(
                        "joins", timelines().start("2025-03-05", monthly("100")).entries())
                .customer(
                        "leaves",
                        timelines()
                                .start("2025-01-05", monthly("50"))
                                .end("2025-03-10")
                                .entries())
                .customer(
                        "stays", timelines().start("2025-01-05", monthly("70")).entries())
                .book();
        CustomerParts parts = parts(book, Metric.QUICK_RATIO, question(march(), Basis.LEDGER, null, false));
        assertThat(parts.all())
                .extracting(part -> part.account() + " "
                        + part.parts().numerator().toPlainString() + "/"
                        + part.parts().denominator().toPlainString())
                .containsExactly("joins 1200/0", "leaves 0/600");
        assertThat(text(parts.total().value(Metric.Unit.RATE))).isEqualTo("2");
    }

    @Test
    void newcomersAndRetentionHaveFormulasOfTheirOwn() {
        Book book = BookOf.nothing()
                .customer("a", timelines().start("2025-03-05", monthly("100")).entries())
                .customer("b", timelines().start("2025-03-06", monthly("50")).entries())
                .customer("c", timelines().start("2025-01-06", monthly("10")).entries())
                .customer(
                        "d",
                        timelines()
                                .start("2025-01-06", monthly("10"))
                                .end("2025-03-02")
                                .entries())
                .book();
        Ask ask = Ask.monthly(book, "2025-03-01", "2025-04-01");
        assertThat(ask.value(Metric.ASP)).isEqualTo("75.00");
        assertThat(ask.value(Metric.CUSTOMER_RETENTION_RATE)).isEqualTo("0.5");
        assertThat(Ask.monthly(book, "2024-03-01", "2024-04-01").value(Metric.ASP))
                .isNull();
    }

    @Test
    void amountsOfSeveralCurrenciesAreNotAdded() {
        Book book = BookOf.of(Histories.companyOfSeveralCurrencies(3));
        Question question = question(
                new Span(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-01")), Basis.LEDGER, null, false);
        assertThatThrownBy(() -> parts(book, Metric.MRR, question)).isInstanceOf(RateMissing.class);
        assertThat(parts(book, Metric.CUSTOMERS, question).total()).isNotNull();
    }
}
