package dev.keizoku.health.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

    @Test
    void learnsWhatMakesCustomersLeave() {
        Trained trained = train(Customers.observe(1, 600, 24, 1.5));

        assertThat(trained.decision()).isEqualTo(Trained.Decision.ACTIVE);
        assertThat(trained.figures().auc()).isGreaterThan(0.75);
        assertThat(trained.figures().aucInterval().low()).isGreaterThan(0.7);
        assertThat(trained.figures().lift()).isGreaterThan(2);
        assertThat(trained.figures().skill()).isPositive();
        assertThat(trained.figures().calibration().status()).isEqualTo(Calibration.Status.CALIBRATED);
        assertThat(trained.blocks()).hasSize(3).allMatch(block -> block.auc() > 0.7);
        assertThat(weight(trained, "logins")).isNegative();
    }

    @Test
    void givesTheSameModelOfTheSameObservationsInAnyOrder() {
        List<Observation> observations = new ArrayList<>(Customers.observe(2, 300, 18, 1));
        Trained first = train(observations);
        Collections.shuffle(observations, new Random(1));

        assertThat(train(observations)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void refusesLabelsThatAreDrawnAtRandom(long seed) {
        Trained trained = train(Customers.observe(seed, 500, 24, 0));

        assertThat(trained.decision()).isEqualTo(Trained.Decision.NO_SIGNAL);
        assertThat(trained.model()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void refusesALevelThatRisesForEverybody(long seed) {
        // Ever more leave, and a measure that counts the months knows when; who it is, is drawn at random.
        SplittableRandom random = new SplittableRandom(seed);
        LocalDate start = Customers.observe(seed, 1, 1, 0).getFirst().on();
        List<Observation> observations = new ArrayList<>();
        for (int month = 0; month < 24; month++) {
            for (int account = 0; account < 300; account++) {
                boolean left = random.nextDouble() < 0.02 + 0.008 * month;
                Values values = Values.of(-month - random.nextDouble(), random.nextDouble(), random.nextDouble());
                LocalDate on = start.plusMonths(month);
                observations.add(new Observation("a" + account, on, on.plusMonths(1), values, left, false));
            }
        }

        assertThat(train(observations).decision()).isEqualTo(Trained.Decision.NO_SIGNAL);
    }

    @Test
    void saysHowMuchHistoryThereIsWhenItIsTooLittle() {
        Trained short11 = train(Customers.observe(3, 600, 10, 1.5));
        assertThat(short11.decision()).isEqualTo(Trained.Decision.INSUFFICIENT_HISTORY);
        assertThat(short11.counts().months()).isLessThan(12);
        assertThat(short11.counts().accounts()).isGreaterThan(200);

        Trained few = train(Customers.observe(3, 150, 24, 1.5));
        assertThat(few.decision()).isEqualTo(Trained.Decision.INSUFFICIENT_HISTORY);
        assertThat(few.counts().accounts()).isEqualTo(150);
        assertThat(few.figures()).isNull();

        Trained nothing = train(List.of());
        assertThat(nothing.decision()).isEqualTo(Trained.Decision.INSUFFICIENT_HISTORY);
    }

    @Test
    void tellsAMeasureThatContradictsItsExpectationAndDoesNotUseIt() {
        List<Input> inputs = List.of(
                new Input("logins", Input.Expected.MORE_CHURN),
                new Input("tickets", Input.Expected.BOTH_ENDS),
                new Input("noise", Input.Expected.ANYTHING));
        Trained trained = Training.train(inputs, Customers.observe(1, 600, 24, 1.5), Gates.DEFAULT);

        assertThat(trained.coefficients())
                .filteredOn(coefficient -> coefficient.input().equals("logins"))
                .singleElement()
                .satisfies(coefficient -> {
                    assertThat(coefficient.used()).isFalse();
                    assertThat(coefficient.weight()).isNegative();
                });
        assertThat(trained.decision()).isEqualTo(Trained.Decision.NO_SIGNAL);
    }

    @Test
    void theReasonsAndTheInterceptAreTheLogOdds() {
        ChurnModel model = train(Customers.observe(1, 600, 24, 1.5)).model();
        Values quiet = Values.of(-2, 1, Values.UNKNOWN);
        double sum = model.intercept();
        for (ChurnModel.Reason reason : model.reasons(quiet)) {
            sum += reason.effect();
        }

        assertThat(Logistic.probability(sum)).isCloseTo(model.probability(quiet), within(1e-12));
        assertThat(model.reasons(quiet).getFirst().input()).isEqualTo("logins");
        assertThat(model.reasons(quiet).getFirst().effect()).isPositive();
        assertThat(model.probability(quiet)).isGreaterThan(model.probability(Values.of(2, 1, 0)));
    }

    @Test
    void tellsTreatedAndUntreatedApart() {
        List<Observation> observations = new ArrayList<>();
        for (Observation seen : Customers.observe(1, 600, 24, 1.5)) {
            boolean treated = seen.values().get(2) > 0.5;
            observations.add(
                    new Observation(seen.accountId(), seen.on(), seen.until(), seen.values(), seen.left(), treated));
        }
        Trained trained = train(observations);

        assertThat(trained.treated().rows() + trained.untreated().rows())
                .isEqualTo(trained.figures().rows());
        assertThat(trained.treated().auc()).isGreaterThan(0.6);
    }

    private static Trained train(List<Observation> observations) {
        return Training.train(Customers.INPUTS, observations, Gates.DEFAULT);
    }

    private static double weight(Trained trained, String input) {
        return trained.coefficients().stream()
                .filter(coefficient -> coefficient.input().equals(input))
                .findFirst()
                .orElseThrow()
                .weight();
    }
}
