package dev.keizoku.metrics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue: what can be asked for, and how each is defined. */
public enum Metric {
    MRR(
            Unit.MONEY,
            "mrr.committed",
            "Monthly recurring revenue",
            "What is committed at the end of the period, normalised to a month: price x quantity of every item of every"
                    + " active subscription, less its discounts, without tax and usage; a trial or a pause is 0. A"
                    + " twelfth of ARR, rounded once.",
            figures -> figures.monthly(figures.closingBalance())),
    ARR(
            Unit.MONEY,
            "arr.run_rate",
            "Annual recurring revenue",
            "The same commitment for a year, computed from the price and not from a rounded MRR: month x 12,"
                    + " week x 52, day x 365.",
            figures -> figures.annual(figures.closingBalance())),
    GROSS_MRR(
            Unit.MONEY,
            "gross_mrr.before_discounts",
            "MRR before discounts",
            "MRR as it would be without the discounts in force.",
            figures -> figures.monthly(figures.closingGross())),
    CUSTOMERS(
            Unit.COUNT,
            "customers.paying",
            "Paying customers",
            "Customers whose balance is above zero at the end of the period.",
            figures -> Parts.count(figures.closing(Stock.CUSTOMERS))),
    ACCOUNTS_ACTIVE(
            Unit.COUNT,
            "accounts.in_service",
            "Accounts in service",
            "Accounts with a subscription in service at the end of the period, trials and free ones included.",
            figures -> Parts.count(figures.closing(Stock.ACCOUNTS))),
    SUBSCRIPTIONS_ACTIVE(
            Unit.COUNT,
            "subscriptions.in_service",
            "Subscriptions in service",
            "Subscriptions active or on trial at the end of the period.",
            figures -> Parts.count(figures.closing(Stock.SUBSCRIPTIONS))),
    SUBSCRIPTIONS_PAYING(
            Unit.COUNT,
            "subscriptions.paying",
            "Paying subscriptions",
            "Subscriptions worth more than nothing at the end of the period.",
            figures -> Parts.count(figures.closing(Stock.PAYING_SUBSCRIPTIONS))),
    SUBSCRIPTIONS_PAUSED(
            Unit.COUNT,
            "subscriptions.paused",
            "Paused subscriptions",
            "Subscriptions whose billing is suspended at the end of the period.",
            figures -> Parts.count(figures.closing(Stock.PAUSED_SUBSCRIPTIONS))),
    NET_NEW_MRR(
            Unit.MONEY,
            "net_new_mrr.identity",
            "Net new MRR",
            "New + reactivation + expansion - contraction - churn, which is closing less opening MRR.",
            figures -> figures.monthly(figures.closingBalance() - figures.openingBalance())),
    NEW_MRR(
            Unit.MONEY,
            "new_mrr.first_paid",
            "New MRR",
            "MRR of customers who pay for the first time.",
            figures -> figures.monthly(figures.amount(Flow.NEW))),
    REACTIVATION_MRR(
            Unit.MONEY,
            "reactivation_mrr.paid_before",
            "Reactivation MRR",
            "MRR of customers who pay again after having left.",
            figures -> figures.monthly(figures.amount(Flow.REACTIVATION))),
    EXPANSION_MRR(
            Unit.MONEY,
            "expansion_mrr.customer_net",
            "Expansion MRR",
            "Increases of paying customers' MRR, all subscriptions of a customer netted.",
            figures -> figures.monthly(figures.amount(Flow.EXPANSION))),
    CONTRACTION_MRR(
            Unit.MONEY,
            "contraction_mrr.customer_net",
            "Contraction MRR",
            "Decreases of customers' MRR who go on paying.",
            figures -> figures.monthly(figures.amount(Flow.CONTRACTION))),
    CHURNED_MRR(
            Unit.MONEY,
            "churned_mrr.to_zero",
            "Churned MRR",
            "MRR of customers who stop paying altogether.",
            figures -> figures.monthly(figures.amount(Flow.CHURN))),
    NEW_CUSTOMERS(
            Unit.COUNT,
            "new_customers.first_paid",
            "New customers",
            "Customers who pay for the first time.",
            figures -> Parts.count(figures.customers(Flow.NEW))),
    REACTIVATED_CUSTOMERS(
            Unit.COUNT,
            "reactivated_customers.paid_before",
            "Reactivated customers",
            "Customers who pay again after having left.",
            figures -> Parts.count(figures.customers(Flow.REACTIVATION))),
    EXPANDED_CUSTOMERS(
            Unit.COUNT,
            "expanded_customers.any",
            "Expanded customers",
            "Customers with at least one expansion.",
            figures -> Parts.count(figures.customers(Flow.EXPANSION))),
    CONTRACTED_CUSTOMERS(
            Unit.COUNT,
            "contracted_customers.any",
            "Contracted customers",
            "Customers with at least one contraction.",
            figures -> Parts.count(figures.customers(Flow.CONTRACTION))),
    CHURNED_CUSTOMERS(
            Unit.COUNT,
            "churned_customers.any",
            "Churned customers",
            "Customers who stopped paying at least once in the period, those who came back among them.",
            figures -> Parts.count(figures.customers(Flow.CHURN))),
    LOGO_CHURN_RATE(
            Unit.RATE,
            "logo_churn.cohort",
            "Customer churn rate",
            "Of the customers who paid at the opening, the share that no longer pays at the closing. Who joined and left"
                    + " in between, or left and came back, is in neither; who is paused, or was handed over to another"
                    + " account, has not left.",
            figures -> Parts.share(figures.customers(Flow.COHORT_CHANGE), figures.opening(Stock.CUSTOMERS))),
    CUSTOMER_RETENTION_RATE(
            Unit.RATE,
            "customer_retention.cohort",
            "Customer retention rate",
            "Of the customers who paid at the opening, the share that still pays at the closing: 1 - customer churn rate."
                    + " Never (closing - new) / opening, which counts joiners who left as losses of the cohort.",
            figures -> Parts.share(
                    figures.opening(Stock.CUSTOMERS) - figures.customers(Flow.COHORT_CHANGE),
                    figures.opening(Stock.CUSTOMERS))),
    GROSS_MRR_CHURN_RATE(
            Unit.RATE,
            "gross_mrr_churn.with_contraction",
            "Gross MRR churn rate",
            "(Churn + contraction) / opening MRR.",
            figures -> figures.ofOpening(figures.amount(Flow.CHURN) + figures.amount(Flow.CONTRACTION))),
    CANCELLED_MRR_RATE(
            Unit.RATE,
            "cancelled_mrr.churn_only",
            "Cancelled MRR rate",
            "Churn / opening MRR, without contraction.",
            figures -> figures.ofOpening(figures.amount(Flow.CHURN))),
    NET_MRR_CHURN_RATE(
            Unit.RATE,
            "net_mrr_churn.cohort",
            "Net MRR churn rate",
            "1 - NRR: what the opening customers lost less what they gained. Below zero is negative churn. New customers"
                    + " never count; those who came back do if include_reactivation is set.",
            figures -> figures.ofOpening(-figures.amount(Flow.COHORT_CHANGE)
                    - (figures.includeReactivation() ? figures.amount(Flow.RETURNED) : 0))),
    NRR(
            Unit.RATE,
            "nrr.cohort",
            "Net revenue retention",
            "Closing MRR of the customers who paid at the opening / their opening MRR. Two balances of one cohort, never"
                    + " summed movements.",
            figures -> figures.ofOpening(figures.openingBalance() + figures.amount(Flow.COHORT_CHANGE))),
    GRR(
            Unit.RATE,
            "grr.cohort_min_per_customer",
            "Gross revenue retention",
            "The same with the smaller of opening and closing for each customer, so that one customer's growth does not"
                    + " hide another's loss. Never above 1.",
            figures -> figures.ofOpening(figures.openingBalance() + figures.amount(Flow.COHORT_LOSS))),
    ARPA(
            Unit.MONEY,
            "arpa.paying",
            "Average MRR per paying customer",
            "MRR / paying customers, both at the end of the period.",
            figures -> figures.monthly(figures.closingBalance(), figures.closing(Stock.CUSTOMERS))),
    ASP(
            Unit.MONEY,
            "asp.new_business",
            "Average MRR of a new customer",
            "New MRR / new customers of the period; null without new customers.",
            figures -> figures.monthly(figures.amount(Flow.NEW), figures.customers(Flow.NEW))),
    QUICK_RATIO(
            Unit.RATE,
            "quick_ratio.new_and_expansion",
            "Quick ratio",
            "(New + expansion) / (churn + contraction); null without losses. Reactivation is added to the numerator if"
                    + " include_reactivation is set.",
            figures -> figures.share(
                    figures.amount(Flow.NEW)
                            + figures.amount(Flow.EXPANSION)
                            + (figures.includeReactivation() ? figures.amount(Flow.REACTIVATION) : 0),
                    figures.amount(Flow.CHURN) + figures.amount(Flow.CONTRACTION)));

    /** What a figure is measured in. */
    public enum Unit {
        MONEY,
        RATE,
        COUNT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<Metric> RETENTION =
            List.of(NRR, GRR, NET_MRR_CHURN_RATE, LOGO_CHURN_RATE, CUSTOMER_RETENTION_RATE);

    private final Unit unit;
    private final String definition;
    private final String title;
    private final String text;
    private final Function<Figures, Parts> formula;

    Metric(Unit unit, String definition, String title, String text, Function<Figures, Parts> formula) {
        this.unit = unit;
        this.definition = definition;
        this.title = title;
        this.text = text;
        this.formula = formula;
    }

    public static Optional<Metric> of(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Unit unit() {
        return unit;
    }

    /** Named in every answer: one input can give different figures by different definitions. */
    public String definition() {
        return definition;
    }

    public String title() {
        return title;
    }

    public String text() {
        return text;
    }

    MetricValue of(Figures figures) {
        return parts(figures).value(unit);
    }

    /** What the figure is made of. */
    Parts parts(Figures figures) {
        return formula.apply(figures);
    }

    /** Whether it compares two balances of one cohort, and so can be asked over a trailing period. */
    public boolean isRetention() {
        return RETENTION.contains(this);
    }

    /** Whether it is a share of the opening, and so valued at constant currency. */
    boolean comparesWithOpening() {
        return isRetention() || this == GROSS_MRR_CHURN_RATE || this == CANCELLED_MRR_RATE;
    }

    /** Whether what is handed over from one customer to another counts as neither won nor lost. */
    boolean followsTransfers() {
        return comparesWithOpening() || this == QUICK_RATIO;
    }

    /** Whether what moved for some reasons can be left out. */
    public boolean knowsReasons() {
        return followsTransfers()
                        && this != LOGO_CHURN_RATE
                        && this != CUSTOMER_RETENTION_RATE
                        && this != CANCELLED_MRR_RATE
                || this == EXPANSION_MRR
                || this == CONTRACTION_MRR;
    }

    public boolean knowsReactivation() {
        return this == QUICK_RATIO || this == NET_MRR_CHURN_RATE;
    }

    /** Whether amounts of several currencies would have to be added. */
    public boolean needsOneCurrency() {
        return switch (this) {
            case CUSTOMERS,
                    ACCOUNTS_ACTIVE,
                    SUBSCRIPTIONS_ACTIVE,
                    SUBSCRIPTIONS_PAYING,
                    SUBSCRIPTIONS_PAUSED,
                    NEW_CUSTOMERS,
                    REACTIVATED_CUSTOMERS,
                    CHURNED_CUSTOMERS,
                    LOGO_CHURN_RATE,
                    CUSTOMER_RETENTION_RATE -> false;
            default -> true;
        };
    }
}
