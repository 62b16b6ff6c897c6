package dev.keizoku.health.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputChoiceTest {

    @Test
    void readsWhatMoreOfAMeasureMeansOffTheScorecardsPoints() {
        InputChoice choice = new InputChoice();
        for (int i = 0; i < 50; i++) {
            choice.see(Map.of(
                    "logins", new Measured(i, Math.min(100, 4 * i)),
                    "days_silent", new Measured(i, 100 - i),
                    "tickets", new Measured(i, 100 - Math.abs(i - 25)),
                    "untold", new Measured(i, 50)));
        }

        assertThat(choice.inputs().subList(0, 4))
                .containsExactlyInAnyOrder(
                        new Input("logins", Input.Expected.LESS_CHURN),
                        new Input("days_silent", Input.Expected.MORE_CHURN),
                        new Input("tickets", Input.Expected.BOTH_ENDS),
                        new Input("untold", Input.Expected.ANYTHING));
        assertThat(choice.inputs()).hasSize(8);
    }

    @Test
    void takesSixteenMeasuresAtMostAndNoneThatIsRarelyKnown() {
        InputChoice choice = new InputChoice();
        for (int i = 0; i < 100; i++) {
            Map<String, Measured> row = new HashMap<>();
            for (int measure = 0; measure < 30; measure++) {
                row.put("m" + measure, new Measured(i, i));
            }
            if (i < 10) {
                row.put("rare", new Measured(i, i));
            }
            choice.see(row);
        }

        assertThat(choice.inputs()).hasSize(20).extracting(Input::key).doesNotContain("rare");
    }

    @Test
    void whatIsNotThereIsUnknownAndNotNought() {
        List<Input> inputs = Hazard.inputs(List.of(new Input("logins", Input.Expected.LESS_CHURN)));
        Values values = InputChoice.values(inputs, Map.of(), new Hazard.Clock(3, null, null));

        assertThat(values.known(0)).isFalse();
        assertThat(values.get(1)).isEqualTo(Math.log1p(3));
        assertThat(values.known(3)).isFalse();
    }
}
