package dev.keizoku.health.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTrialTest {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);

    @Test
    void aLowScoreSpeaksForLeaving() {
        ScoreTrial trial =
                trial(List.of(scored("a", 10, true), scored("b", 90, false), scored("c", 50, false)), List.of(), 1, 1);

        assertThat(trial.auc()).isEqualTo(1);
        assertThat(trial.precision()).isEqualTo(1);
    }

    @Test
    void countsWhatATeamWouldHaveMetMonthByMonth() {
        List<ScoreTrial.Scored> scores = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            scores.add(scored("a" + i, i * 10, i < 2 || i == 9));
        }

        assertThat(trial(scores, List.of(), 3, 1).precision()).isEqualTo(2 / 3.0);
        assertThat(trial(scores, List.of(), 100, 1).precision()).isEqualTo(0.3);
    }

    /** In the first week both of the two lowest leave, in the second neither; nobody looks further down the list. */
    @Test
    void countsWhatATeamWouldHaveMetWeekByWeek() {
        LocalDate monday = JANUARY.plusDays(4);
        List<ScoreTrial.Listed> lists = List.of(
                new ScoreTrial.Listed("a", JANUARY, 10, true),
                new ScoreTrial.Listed("b", JANUARY, 20, true),
                new ScoreTrial.Listed("c", JANUARY, 30, false),
                new ScoreTrial.Listed("d", monday, 10, false),
                new ScoreTrial.Listed("e", monday, 20, false),
                new ScoreTrial.Listed("f", monday, 30, false));

        assertThat(trial(List.of(), lists, 1, 2).precisionByWeek()).isEqualTo(0.5);
        assertThat(trial(List.of(), lists, 1, 1).precisionByWeek()).isEqualTo(0.5);
        assertThat(trial(List.of(), lists, 1, 3).precisionByWeek()).isEqualTo(1 / 3.0);
        assertThat(trial(List.of(), lists.subList(0, 3), 1, 2).precisionByWeek())
                .isEqualTo(1);
    }

    @Test
    void tellsHowLongBeforeLeavingTheFirstSignWasSeen() {
        ScoreTrial trial = trial(
                List.of(
                        scored("a", 10, true, JANUARY.minusDays(30), JANUARY.plusDays(10)),
                        scored("b", 10, true, JANUARY.minusDays(60), null),
                        scored("c", 10, true),
                        scored("d", 10, false, JANUARY.minusDays(200), null)),
                List.of(),
                1,
                1);

        assertThat(trial.medianLeadDays()).isEqualTo(50);
        assertThat(trial.detected()).isEqualTo(2 / 3.0);
    }

    @Test
    void saysNothingOfNothing() {
        ScoreTrial trial = trial(List.of(), List.of(), 5, 5);
        assertThat(trial.auc()).isNull();
        assertThat(trial.precision()).isNull();
        assertThat(trial.precisionByWeek()).isNull();
        assertThat(trial.detected()).isNull();
        assertThat(trial.medianLeadDays()).isNull();
    }

    private static ScoreTrial trial(
            List<ScoreTrial.Scored> scores, List<ScoreTrial.Listed> lists, int perMonth, int perWeek) {
        return ScoreTrial.of(scores, lists, new ScoreTrial.Capacity(perMonth, perWeek));
    }

    private static ScoreTrial.Scored scored(String account, double score, boolean left) {
        return scored(account, score, left, null, null);
    }

    private static ScoreTrial.Scored scored(
            String account, double score, boolean left, LocalDate firstSign, LocalDate leftOn) {
        return new ScoreTrial.Scored(account, JANUARY, score, left, firstSign, leftOn);
    }
}
