package dev.keizoku.health.touchpoint;

import static dev.keizoku.health.touchpoint.TestTouchpoints.DAY;
import static dev.keizoku.health.touchpoint.TestTouchpoints.at;
import static dev.keizoku.health.touchpoint.TestTouchpoints.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.touchpoint.TouchpointDetail.Goal;
import dev.keizoku.health.touchpoint.TouchpointDetail.Milestone;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class SuccessTest {

    // Requirements 31, 34 and 94.
    @Test
    void aPlanIsReachedAndOverdueByItsDays() {
        // Due today is not overdue; reached tomorrow is not reached.
        Success success = tally(
                        milestone("kickoff_held", "Pilot", DAY.minusDays(50), DAY.minusDays(52)),
                        milestone("first_value", "Pilot", DAY.minusDays(10), DAY.minusDays(5)),
                        milestone("all_teams", "Rollout", DAY.minusDays(1), null),
                        milestone("sso", "Rollout", DAY, null),
                        milestone("reports", null, DAY.minusDays(1), DAY.plusDays(1)),
                        at(9, new Goal("hours saved", "Rollout", null, null, "h", DAY.plusDays(30), null)))
                .success();

        assertThat(success.planned()).isEqualTo(6);
        assertThat(success.reached()).isEqualTo(2);
        assertThat(success.overdue()).isEqualTo(2);
        assertThat(success.lastReachedOn()).isEqualTo(DAY.minusDays(5));
        assertThat(success.firstValueOn()).isEqualTo(DAY.minusDays(5));
        assertThat(success.stages())
                .containsExactly(
                        new Success.Stage("Pilot", 2, 2, 0, 0, DAY.minusDays(10)),
                        new Success.Stage("Rollout", 3, 0, 1, 0, DAY.plusDays(30)));
        assertThat(tally().success()).isEqualTo(Success.NONE);
    }

    @Test
    void aGoalThatIsNotReachedCountsAsItsActualOverItsTarget() {
        Success success = tally(
                        at(9, goal("a", "Pilot", "100", "40", DAY.minusDays(1), null)),
                        at(9, goal("b", "Pilot", "100", "250", DAY.minusDays(1), null)),
                        at(9, goal("c", "Pilot", "100", "100", DAY.minusDays(1), DAY)),
                        at(9, goal("d", "Pilot", "100", null, DAY.minusDays(1), null)),
                        at(9, goal("e", "Pilot", "100", "50", DAY.plusDays(1), null)))
                .success();

        // 0.4 of one and no more than all of another; what is not due counts for its stage only.
        assertThat(success.reached()).isEqualTo(1);
        assertThat(success.overdue()).isEqualTo(3);
        assertThat(success.partial()).isEqualTo(1.4);
        assertThat(success.stages().getFirst().progress()).isEqualTo((1 + 1.9) / 5);
    }

    private static Goal goal(
            String name,
            String stage,
            String target,
            @Nullable String actual,
            LocalDate dueOn,
            @Nullable LocalDate reachedOn) {
        return new Goal(
                name,
                stage,
                new BigDecimal(target),
                actual == null ? null : new BigDecimal(actual),
                null,
                dueOn,
                reachedOn);
    }

    private static DatedTouchpoint milestone(
            String name, @Nullable String stage, LocalDate due, @Nullable LocalDate reached) {
        return at(60, new Milestone(name, stage, due, reached));
    }
}
