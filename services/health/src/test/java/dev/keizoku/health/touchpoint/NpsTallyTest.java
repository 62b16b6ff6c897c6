package dev.keizoku.health.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NpsTallyTest {

    @Test
    void subtractsDetractorsFromPromoters() {
        NpsTally tally = NpsTally.of(List.of(answer(10, 0), answer(9, 0), answer(8, 0), answer(6, 0)));

        assertThat(tally.answers()).isEqualTo(4);
        assertThat(tally.value()).isEqualTo(25);
        assertThat(tally.faded()).isEqualTo(25);
    }

    @Test
    void halvesAnAnswerEveryNinetyDays() {
        assertThat(NpsTally.of(List.of(answer(10, 90))).faded()).isCloseTo(50, within(1e-9));
        assertThat(NpsTally.of(List.of(answer(0, 180))).faded()).isCloseTo(-25, within(1e-9));
    }

    @Test
    void doesNotDependOnTheOrderOfTheAnswers() {
        List<NpsTally.Answer> answers = List.of(answer(10, 3), answer(2, 77), answer(9, 41), answer(7, 12));

        assertThat(NpsTally.of(answers)).isEqualTo(NpsTally.of(answers.reversed()));
    }

    private static NpsTally.Answer answer(int score, int age) {
        return new NpsTally.Answer(score, age);
    }
}
