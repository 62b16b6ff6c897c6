package dev.keizoku.metrics.survival;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.PaidHistory;
import dev.keizoku.metrics.report.BookOf;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.LocalDate;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class LeavingTest {

    private static PaidHistory history(Collection<TimelineEntry> timeline) {
        return PaidHistories.of(BookOf.one(timeline), Selection.EVERYTHING)
                .all()
                .getFirst()
                .history();
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }

    /** Leaves after 31 days, comes back for ten, is on trial before it all. */
    private static PaidHistory returning() {
        return history(timelines()
                .trial("2025-12-22", monthly("10"))
                .start("2026-01-01", monthly("10"))
                .end("2026-02-01")
                .start("2026-03-01", monthly("10"))
                .end("2026-03-11")
                .entries());
    }

    @Test
    void theFirstChurnCountsFromTheFirstPaidDay() {
        assertThat(Leaving.FIRST.of(returning(), null, day("2026-04-01")))
                .contains(new Observation(Observation.FROM_THE_START, 31, true));
        assertThat(Leaving.FIRST.of(returning(), null, day("2026-01-11")))
                .contains(new Observation(Observation.FROM_THE_START, 9, false));
    }

    @Test
    void theLastEndIgnoresGapsAndCountsTrials() {
        assertThat(Leaving.LAST.of(returning(), null, day("2026-04-01")))
                .contains(new Observation(Observation.FROM_THE_START, 79, true));
        assertThat(Leaving.LAST.of(returning(), null, day("2026-03-05")))
                .contains(new Observation(Observation.FROM_THE_START, 72, false));
    }

    @Test
    void whoHasNotBegunIsNotWatched() {
        assertThat(Leaving.FIRST.of(returning(), null, day("2026-01-01"))).isEmpty();
        assertThat(Leaving.LAST.of(returning(), null, day("2025-12-22"))).isEmpty();
    }

    @Test
    void whoBeganBeforeTheDataIsWatchedFromItsFirstDay() {
        assertThat(Leaving.FIRST.of(returning(), day("2026-01-11"), day("2026-04-01")))
                .contains(new Observation(9, 31, true));
        assertThat(Leaving.FIRST.of(returning(), day("2026-02-02"), day("2026-04-01")))
                .isEmpty();
    }

    @Test
    void aPauseIsNotALeave() {
        PaidHistory pausing = history(timelines()
                .start("2026-01-01", monthly("10"))
                .pause("2026-02-01")
                .end("2026-03-01")
                .entries());
        assertThat(Leaving.FIRST.of(pausing, null, day("2026-04-01")))
                .contains(new Observation(Observation.FROM_THE_START, 59, true));
        assertThat(Leaving.FIRST.of(pausing, null, day("2026-02-20")))
                .contains(new Observation(Observation.FROM_THE_START, 49, false));
    }

    @Test
    void whoseSubscriptionGoesToAnotherAccountIsSeenNoLonger() {
        PaidHistory transferred = history(timelines()
                .start("2026-01-01", monthly("10"))
                .end("2026-02-01", "transfer")
                .entries());
        assertThat(Leaving.FIRST.of(transferred, null, day("2026-04-01")))
                .contains(new Observation(Observation.FROM_THE_START, 31, false));
    }
}
