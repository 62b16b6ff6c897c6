package dev.keizoku.metrics.forecast;

import java.math.BigDecimal;

/**
 * What one whole month did to MRR.
 *
 * @param gained by new and returning customers
 */
record MonthFlow(
        BigDecimal opening,
        BigDecimal gained,
        BigDecimal expansion,
        BigDecimal contraction,
        BigDecimal churn,
        BigDecimal closing) {}
