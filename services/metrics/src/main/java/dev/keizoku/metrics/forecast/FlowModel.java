package dev.keizoku.metrics.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * Customers join by the amount they lately did; expansion, contraction and churn take the share of MRR they lately did.
 *
 * <p>Lately is the last twelve months, each weighing 0.6 of the one after it: of the weights tried on the histories of two
 * real companies the one that beat carrying the last month forward on both and at every horizon.
 *
 * @param gained a month
 * @param net what a month adds to the MRR that is there, as a share of it; below zero where more is lost than gained
 */
record FlowModel(BigDecimal gained, BigDecimal net) {

    static final int MONTHS = 12;
    static final int LEAST_MONTHS = 3;

    private static final BigDecimal WEIGHT = new BigDecimal("0.6");
    private static final MathContext PRECISION = MathContext.DECIMAL64;

    /** The model of a history, oldest month first; empty when fewer than three months had anything to lose. */
    static Optional<FlowModel> of(List<MonthFlow> history) {
        BigDecimal weight = BigDecimal.ONE;
        BigDecimal weights = BigDecimal.ZERO;
        BigDecimal gained = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal opening = BigDecimal.ZERO;
        int months = 0;
        for (int i = history.size() - 1; i >= 0 && i >= history.size() - MONTHS; i--) {
            MonthFlow month = history.get(i);
            if (month.opening().signum() > 0) {
                months++;
                weights = weights.add(weight, PRECISION);
                gained = gained.add(month.gained().multiply(weight, PRECISION), PRECISION);
                opening = opening.add(month.opening().multiply(weight, PRECISION), PRECISION);
                BigDecimal moved =
                        month.expansion().subtract(month.contraction()).subtract(month.churn());
                net = net.add(moved.multiply(weight, PRECISION), PRECISION);
            }
            weight = weight.multiply(WEIGHT, PRECISION);
        }
        return months < LEAST_MONTHS
                ? Optional.empty()
                : Optional.of(new FlowModel(gained.divide(weights, PRECISION), net.divide(opening, PRECISION)));
    }

    /** MRR some months on. */
    BigDecimal after(BigDecimal mrr, int months) {
        BigDecimal value = mrr;
        for (int month = 0; month < months; month++) {
            value = value.add(value.multiply(net, PRECISION), PRECISION)
                    .add(gained, PRECISION)
                    .max(BigDecimal.ZERO);
        }
        return value;
    }
}
