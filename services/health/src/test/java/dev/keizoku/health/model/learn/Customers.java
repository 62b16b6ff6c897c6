package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Customers whose leaving follows from how they use the product, drawn from a seed. */
final class Customers {

    static final List<Input> INPUTS = List.of(
            new Input("logins", Input.Expected.LESS_CHURN),
            new Input("tickets", Input.Expected.BOTH_ENDS),
            new Input("noise", Input.Expected.ANYTHING));

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private Customers() {}

    /**
     * Month by month, until they leave or the record ends.
     *
     * @param pull how strongly few logins make them leave; 0 for a coin
     */
    static List<Observation> observe(long seed, int customers, int months, double pull) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Observation> observations = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            double habit = random.nextGaussian();
            LocalDate month = FIRST.plusMonths(random.nextInt(months));
            boolean here = true;
            while (here && month.isBefore(FIRST.plusMonths(months))) {
                double logins = habit + random.nextGaussian() / 2;
                double tickets = Math.exp(random.nextGaussian());
                double logOdds = -2.6 - pull * logins;
                here = random.nextDouble() > Logistic.probability(logOdds);
                observations.add(new Observation(
                        "c" + seed + "-" + customer,
                        month.minusDays(5),
                        month.plusMonths(1),
                        Values.of(logins, tickets, random.nextGaussian()),
                        !here,
                        false));
                month = month.plusMonths(1);
            }
        }
        return observations;
    }
}
