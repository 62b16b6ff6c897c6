package dev.keizoku.metrics.report;

/** What stands at each edge of the windows. */
enum Stock {
    /** Annualised amount. */
    BALANCE,
    /** The same before discounts. */
    GROSS,
    /** Customers with a balance. */
    CUSTOMERS,
    /** Customers with a subscription in service, trials and free ones included. */
    ACCOUNTS,
    /** Subscriptions in service. */
    SUBSCRIPTIONS,
    /** Subscriptions worth more than nothing. */
    PAYING_SUBSCRIPTIONS,
    /** Subscriptions paused. */
    PAUSED_SUBSCRIPTIONS
}
