package dev.keizoku.metrics.report;

/** What is added up within each window: an amount and the customers it came from. */
enum Flow {
    NEW,
    REACTIVATION,
    EXPANSION,
    CONTRACTION,
    CHURN,
    /** Of customers who paid at the opening: closing less opening. Customers: those who no longer pay at the closing. */
    COHORT_CHANGE,
    /** The same where it is a loss: closing less opening, if below zero. */
    COHORT_LOSS,
    /** Closing of customers who did not pay at the opening but had paid before. */
    RETURNED
}
