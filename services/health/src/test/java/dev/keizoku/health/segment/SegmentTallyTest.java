package dev.keizoku.health.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.play.Standing;
import dev.keizoku.health.play.book.Traits;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentTallyTest {

    private static final AccountDays DAY = AccountDays.on(LocalDate.of(2026, 3, 1));

    @Test
    void theMiddleOfAnEvenNumberLiesBetweenTwo() {
        SegmentTally tally = tally("10.0000", "20.4999", "61", "99.5");

        assertThat(tally.meanScore()).isEqualByComparingTo("47.75");
        assertThat(tally.medianScore()).isEqualByComparingTo("40.5");
    }

    @Test
    void whoHasNoScoreIsCountedAndNotAveraged() {
        SegmentTally tally = tally("80", null);

        assertThat(tally.count(SegmentTally.Count.ACCOUNTS)).isEqualTo(2);
        assertThat(tally.meanScore()).isEqualByComparingTo("80");
        assertThat(tally(new String[] {null}).meanScore()).isNull();
        assertThat(tally(new String[] {null}).medianScore()).isNull();
    }

    @Test
    void partsAddUpToTheWhole() {
        SegmentTally sum = tally("10", "20");
        sum.add(tally("30"));

        assertThat(sum).isEqualTo(tally("10", "20", "30"));
    }

    @Test
    void severalPlansAreSeveralSegments() {
        SegmentedAccount account = account("50", "{\"plan_ids\": [\"pro\", \"api\", \"pro\"]}");

        assertThat(SegmentBy.PLAN.segments(account)).containsExactly("pro", "api");
        assertThat(SegmentBy.OWNER.segments(account)).containsExactly("");
        assertThat(SegmentBy.STAGE.segments(account)).containsExactly("adoption");
    }

    @Test
    void theTenantsOwnAreInNoSegment() {
        assertThat(SegmentTallies.of(
                        List.of(account("50", "{\"internal\": true}"), account("50", "{\"state\": \"ended\"}"))))
                .isEmpty();
    }

    private static SegmentTally tally(@Nullable String... scores) {
        SegmentTally tally = new SegmentTally();
        Stream.of(scores).map(score -> account(score, "{}")).forEach(tally::add);
        return tally;
    }

    private static SegmentedAccount account(@Nullable String score, String fact) {
        var day = DAY.fact(fact).build();
        return new SegmentedAccount(
                day,
                new Standing(day.fact(), null, Band.YELLOW, null, new Traits(null, null, null, null)),
                LifecycleStage.ADOPTION,
                score == null ? null : new BigDecimal(score));
    }
}
