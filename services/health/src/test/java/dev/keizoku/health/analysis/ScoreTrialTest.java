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
        ScoreTrial trial = ScoreTrial.of(
                List.of(scored("a", 10, true, null), scored("b", 90, false, null), scored("c", 50, false, null)), 1);

        assertThat(trial.auc()).isEqualTo(1);
        assertThat(trial.precision()).isEqualTo(1);
    }

    @Test
    void countsWhatATeamWouldHaveMetMonthByMonth() {
        List<ScoreTrial.Scored> scores = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            scores.add(scored("a" + i, i * 10, i < 2 || i == 9, null));
        }

        assertThat(ScoreTrial.of(scores, 3).precision()).isEqualTo(2 / 3.0);
        assertThat(ScoreTrial.of(scores, 100).precision()).isEqualTo(0.3);
    }

    @Test
    void tellsHowLongBeforeLeavingTheFirstSignWasSeen() {
        ScoreTrial trial = ScoreTrial.of(
                List.of(
                        scored("a", 10, true, JANUARY.minusDays(30)),
                        scored("b", 10, true, JANUARY.minusDays(60)),
                        scored("c", 10, true, null),
                        scored("d", 10, false, JANUARY.minusDays(200))),
                1);

        assertThat(trial.medianLeadDays()).isEqualTo(45);
        assertThat(trial.detected()).isEqualTo(2 / 3.0);
    }

    @Test
    void saysNothingOfNothing() {
        ScoreTrial trial = ScoreTrial.of(List.of(), 5);
        assertThat(trial.auc()).isNull();
        assertThat(trial.precision()).isNull();
        assertThat(trial.detected()).isNull();
        assertThat(trial.medianLeadDays()).isNull();
    }

    private static ScoreTrial.Scored scored(String account, double score, boolean left, LocalDate firstSign) {
        return new ScoreTrial.Scored(account, JANUARY, score, left, firstSign);
    }
}
