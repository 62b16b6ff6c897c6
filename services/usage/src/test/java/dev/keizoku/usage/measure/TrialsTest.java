package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {

    /** A feature used in the windows of the bits, the last 28 days first from the right. */
    private static Thing used(String feature, int windows) {
        return new Thing("feature.used", feature, 0, 0, windows);
    }

    private static Trials of(int knownDays, Thing... things) {
        return Trials.of(Thing.features(List.of(things)), knownDays);
    }

    @Test
    void aFeatureIsTriedWhenItWasNotUsedInTheEightWeeksBefore() {
        Trials trials = of(
                400,
                used("new", 0b000001),
                used("again after long", 0b001001),
                used("again too soon", 0b000101),
                used("always", 0b111111),
                used("once", 0b000010),
                used("left", 0b010000));
        assertThat(trials.tried28()).containsExactly("again after long", "new");
        // One window back: "once". Two back: "again too soon". Three back: "again after long". 3 / 3.
        assertThat(trials.usual()).isEqualTo(1);
    }

    @Test
    void onlyWindowsWithEightKnownWeeksBeforeThemCount() {
        // The window before the last is known from 28 x 2 + 56 days on.
        assertThat(of(111, used("once", 0b10)).usual()).isNull();
        assertThat(of(112, used("once", 0b10)).usual()).isEqualTo(1);
        // Two windows from 140 days on: one trial in two, and in three from 168.
        assertThat(of(140, used("once", 0b10)).usual()).isEqualTo(0.5);
        assertThat(of(168, used("once", 0b10)).usual()).isEqualTo(0.333333);
    }
}
