package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.movement.Reason;
import org.junit.jupiter.api.Test;

/** Movements of some reasons can be left out of retention and expansion. */
class LeftOutTest {

    // Edge case 20.
    @Test
    void anAgreedStepCanBeLeftOutOfRetention() {
        Book book = BookOf.one(timelines()
                .start("2026-01-10", monthly("100"))
                .price("2026-02-10", monthly("150"), "ramp")
                .price("2026-02-20", monthly("140"))
                .entries());
        Ask february = Ask.monthly(book, "2026-02-01", "2026-03-01");
        assertThat(february.value(Metric.NRR)).isEqualTo("1.4");
        assertThat(february.without(Reason.RAMP).value(Metric.NRR)).isEqualTo("0.9");
        assertThat(february.value(Metric.EXPANSION_MRR)).isEqualTo("50.00");
        assertThat(february.without(Reason.RAMP).value(Metric.EXPANSION_MRR)).isEqualTo("0.00");
        assertThat(february.without(Reason.RAMP).value(Metric.MRR)).isEqualTo("140.00");
    }
}
