package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Leaving month by month: each month an account was there is an observation, with how long it has been a customer and
 * how far the next renewal is. Who is still there when the record ends counts for the months seen and for no more.
 */
public final class Hazard {

    private static final List<Input> CLOCK = List.of(
            new Input("tenure", Input.Expected.ANYTHING),
            new Input("first_month", Input.Expected.ANYTHING),
            new Input("months_to_renewal", Input.Expected.ANYTHING),
            new Input("renewal_due", Input.Expected.ANYTHING));

    private Hazard() {}

    /**
     * Where an account is in its contract.
     *
     * @param tenure whole months as customer; null when unknown
     * @param toRenewal whole months until the renewal, 0 in the month of it; null without a contract
     * @param term months between renewals; null when unknown
     */
    public record Clock(
            @Nullable Integer tenure,
            @Nullable Integer toRenewal,
            @Nullable Integer term) {

        /** The same a month later. */
        Clock next() {
            Integer older = tenure == null ? null : tenure + 1;
            if (toRenewal == null) {
                return new Clock(older, null, term);
            }
            if (toRenewal > 0) {
                return new Clock(older, toRenewal - 1, term);
            }
            return new Clock(older, term == null ? null : term - 1, term);
        }

        private double[] values() {
            return new double[] {
                tenure == null ? Values.UNKNOWN : Math.log1p(tenure),
                tenure == null ? Values.UNKNOWN : tenure == 0 ? 1 : 0,
                toRenewal == null ? Values.UNKNOWN : toRenewal,
                toRenewal == null ? Values.UNKNOWN : toRenewal == 0 ? 1 : 0
            };
        }
    }

    /** The given inputs and the contract's clock. */
    public static List<Input> inputs(List<Input> given) {
        List<Input> inputs = new ArrayList<>(given);
        inputs.addAll(CLOCK);
        return inputs;
    }

    /** The values of an account at a time of its contract. */
    public static Values values(Values given, Clock clock) {
        return given.and(clock.values());
    }

    /**
     * The months of an account.
     *
     * @param began the first day of the first month
     * @param months the values known at the start of each month it was there
     * @param left whether it left in the last of them
     */
    public static List<Observation> personMonths(
            String accountId, LocalDate began, Clock start, List<Values> months, boolean left) {
        List<Observation> observations = new ArrayList<>();
        Clock clock = start;
        for (int month = 0; month < months.size(); month++) {
            observations.add(new Observation(
                    accountId,
                    began.plusMonths(month),
                    began.plusMonths(month + 1L),
                    values(months.get(month), clock),
                    left && month == months.size() - 1,
                    false));
            clock = clock.next();
        }
        return observations;
    }

    /**
     * Learns from months of accounts how likely one is to leave within so many.
     *
     * @param given the inputs without the contract's clock, as the values that will be asked about have them
     */
    public static ToDoubleFunction<Values> learn(
            List<Input> given, List<Observation> personMonths, Clock now, int months) {
        ChurnModel model = Learner.learn(inputs(given), personMonths).model();
        return values -> probability(model, values, now, months);
    }

    /** The probability to leave within so many months: what is known now held still, the contract's clock going on. */
    public static double probability(ChurnModel model, Values given, Clock now, int months) {
        double stays = 1;
        Clock clock = now;
        for (int month = 0; month < months; month++) {
            stays *= 1 - model.probability(values(given, clock));
            clock = clock.next();
        }
        return 1 - stays;
    }
}
