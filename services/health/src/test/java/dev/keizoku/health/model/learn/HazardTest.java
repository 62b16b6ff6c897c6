package dev.keizoku.health.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HazardTest {

    private static final LocalDate BEGAN = LocalDate.of(2024, 1, 1);

    @Test
    void learnsThatContractsEndAtTheirRenewals() {
        ChurnModel model =
                Learner.learn(Hazard.inputs(List.of()), contracts(0.3)).model();
        double mid = model.probability(Hazard.values(Values.of(), new Hazard.Clock(5, 6, 12)));
        double due = model.probability(Hazard.values(Values.of(), new Hazard.Clock(11, 0, 12)));

        assertThat(mid).isLessThan(0.05);
        assertThat(due).isBetween(0.2, 0.4);
    }

    @Test
    void theProbabilityOfAYearHoldsTheRenewalInIt() {
        ChurnModel model =
                Learner.learn(Hazard.inputs(List.of()), contracts(0.3)).model();
        double twoMonths = Hazard.probability(model, Values.of(), new Hazard.Clock(5, 6, 12), 2);
        double year = Hazard.probability(model, Values.of(), new Hazard.Clock(5, 6, 12), 12);

        assertThat(twoMonths).isLessThan(0.1);
        assertThat(year).isBetween(0.2, 0.5);
    }

    @Test
    void whoIsStillThereAtTheEndOfTheRecordIsNoLeaver() {
        List<Observation> months = Hazard.personMonths("a", BEGAN, new Hazard.Clock(0, null, null), still(5), false);
        assertThat(months).hasSize(5).noneMatch(Observation::left);
        assertThat(Hazard.personMonths("a", BEGAN, new Hazard.Clock(0, null, null), still(5), true))
                .filteredOn(Observation::left)
                .singleElement()
                .satisfies(last -> assertThat(last.on()).isEqualTo(BEGAN.plusMonths(4)));
    }

    /** With half of them cut off early, the monthly rate is the same; a rate of leavers over all would be too low. */
    @Test
    void cuttingTheRecordShortDoesNotLowerTheHazard() {
        SplittableRandom random = new SplittableRandom(3);
        List<Observation> months = new ArrayList<>();
        for (int account = 0; account < 2_000; account++) {
            int seen = account % 2 == 0 ? 3 : 12;
            int stayed = 0;
            boolean left = false;
            while (stayed < seen && !left) {
                left = random.nextDouble() < 0.1;
                stayed++;
            }
            months.addAll(
                    Hazard.personMonths("a" + account, BEGAN, new Hazard.Clock(0, null, null), still(stayed), left));
        }
        ChurnModel model = Learner.learn(Hazard.inputs(List.of()), months).model();

        assertThat(model.probability(Hazard.values(Values.of(), new Hazard.Clock(4, null, null))))
                .isCloseTo(0.1, within(0.02));
        assertThat(Hazard.probability(model, Values.of(), new Hazard.Clock(0, null, null), 12))
                .isCloseTo(1 - Math.pow(0.9, 12), within(0.06));
    }

    private static List<Observation> contracts(double atRenewal) {
        SplittableRandom random = new SplittableRandom(9);
        List<Observation> months = new ArrayList<>();
        for (int account = 0; account < 600; account++) {
            int stayed = 0;
            boolean left = false;
            while (stayed < 30 && !left) {
                left = random.nextDouble() < (stayed % 12 == 11 ? atRenewal : 0.005);
                stayed++;
            }
            months.addAll(Hazard.personMonths("a" + account, BEGAN, new Hazard.Clock(0, 11, 12), still(stayed), left));
        }
        return months;
    }

    private static List<Values> still(int months) {
        return Collections.nCopies(months, Values.of());
    }
}
