package dev.keizoku.health.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaks into learning, each planted and seen to be caught or to do no harm. Those of observing are in ObservingTest. */
class LeakTest {

    /** A page that only those open who have already cancelled. */
    @Test
    void aMeasureThatTellsTheOutcomeIsCaughtByName() {
        Trained trained = withExtra("cancel_page", seen -> seen.left() ? 3 : 0);

        assertThat(trained.decision()).isEqualTo(Trained.Decision.SUSPECTED_LEAK);
        assertThat(trained.model()).isNull();
        assertThat(trained.suspects()).extracting(Trained.Suspect::input).containsExactly("cancel_page");
    }

    /** The survey answer of everybody who left was deleted with them. */
    @Test
    void aMeasureThatIsMissingForThoseWhoLeftIsCaughtByName() {
        Trained trained = withExtra(
                "answer", seen -> seen.left() ? Values.UNKNOWN : seen.values().get(2));

        assertThat(trained.decision()).isEqualTo(Trained.Decision.SUSPECTED_LEAK);
        assertThat(trained.suspects()).containsExactly(new Trained.Suspect("answer", true, 1));
    }

    @Test
    void scalesAreFittedOnTheTrainingPartOnly() {
        List<Observation> observations = Customers.observe(5, 300, 20, 1.5);
        LocalDate lastFrom = BackTest.run(Learning.of(Customers.INPUTS), observations)
                .getLast()
                .from();
        List<Observation> distorted = new ArrayList<>();
        for (Observation seen : observations) {
            boolean future = !seen.on().isBefore(lastFrom);
            Values values = future
                    ? Values.of(
                            seen.values().get(0),
                            seen.values().get(1),
                            1e9 + seen.values().get(2))
                    : seen.values();
            distorted.add(
                    new Observation(seen.accountId(), seen.on(), seen.until(), values, seen.left(), seen.treated()));
        }
        List<BackTest.Block> before = BackTest.run(Learning.of(Customers.INPUTS), observations);
        List<BackTest.Block> after = BackTest.run(Learning.of(Customers.INPUTS), distorted);

        assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
        List<Observation> training = observations.stream()
                .filter(seen -> !seen.until().isAfter(lastFrom))
                .toList();
        List<Observation> distortedTraining = distorted.stream()
                .filter(seen -> !seen.until().isAfter(lastFrom))
                .toList();
        assertThat(Columns.fit(Customers.INPUTS, distortedTraining))
                .isEqualTo(Columns.fit(Customers.INPUTS, training))
                .allMatch(column -> Math.abs(column.mean()) < 100);
    }

    /** Each account carries its own number, and the same accounts always leave and come back. */
    @Test
    void nothingIsLearnedOfTheAccountsThatAreTested() {
        List<Observation> observations = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        for (int account = 0; account < 40; account++) {
            inputs.add(new Input("is_" + account, Input.Expected.ANYTHING));
        }
        for (int account = 0; account < 240; account++) {
            double[] name = new double[40];
            name[account % 40] = account / 40 + 1;
            // Who leaves is a property of the account, and of nothing that another account shares.
            boolean leaver = (account * 7919L) % 13 < 3;
            for (int month = 0; month < 10; month++) {
                LocalDate start = LocalDate.of(2024, 1, 1).plusMonths(month);
                observations.add(new Observation(
                        "a" + account, start, start.plusMonths(1), Values.of(name), leaver && month % 2 == 0, false));
            }
        }

        assertThat(Ranking.of(BackTest.run(Learning.of(inputs), observations).stream()
                                .flatMap(block -> block.predictions().stream())
                                .toList())
                        .auc())
                .isLessThan(0.6);
        ChurnModel seen = Learner.learn(inputs, observations).model();
        assertThat(Ranking.of(observations.stream()
                                .map(row -> new Prediction(
                                        row.accountId(), row.on(), seen.probability(row.values()), row.left(), false))
                                .toList())
                        .auc())
                .isGreaterThan(0.6);
    }

    @Test
    void noIntervalThatReachesIntoTheTestedTimeIsLearnedFrom() {
        List<Observation> observations = Customers.observe(6, 300, 20, 1.5);
        for (BackTest.Block block : BackTest.run(Learning.of(Customers.INPUTS), observations)) {
            long leaversBefore = observations.stream()
                    .filter(seen -> seen.left() && !seen.until().isAfter(block.from()))
                    .count();
            assertThat((long) block.trainingLeavers()).isEqualTo(leaversBefore);
            assertThat(block.predictions()).allMatch(said -> !said.on().isBefore(block.from()));
        }
    }

    private interface Leak {
        double of(Observation seen);
    }

    private static Trained withExtra(String key, Leak leak) {
        List<Input> inputs = new ArrayList<>(Customers.INPUTS);
        inputs.add(new Input(key, Input.Expected.ANYTHING));
        List<Observation> observations = Customers.observe(1, 400, 20, 1.0).stream()
                .map(seen -> new Observation(
                        seen.accountId(),
                        seen.on(),
                        seen.until(),
                        seen.values().and(leak.of(seen)),
                        seen.left(),
                        seen.treated()))
                .toList();
        return Training.train(inputs, observations, Gates.DEFAULT);
    }
}
