package dev.keizoku.metrics.guide;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guide values every tenant begins with: rules of thumb of the trade, none of them a law. */
final class UsualGuides {

    private static final LocalDate TAKEN_DOWN = LocalDate.of(2026, 11, 1);
    private static final String TRADE = "Rule of thumb of the customer-success trade; no study is named";

    /** Lifetime value as an index of an earlier one; of two times and so no metric of its own. */
    static final String LTV_INDEX = "ltv_index";

    private UsualGuides() {}

    static List<GuideValue> all() {
        return List.of(
                guide("nrr", "1", "1.2", null, null, "P12M", null),
                guide(
                        "customer_retention_rate",
                        "0.8",
                        "0.9",
                        "b2c",
                        "month",
                        "unstated",
                        "Quoted for services billed by the month without saying over which period; it is shown and no"
                                + " rate is held against it."),
                guide("customer_retention_rate", "0.9", null, "b2b", "year", "P12M", null),
                new GuideValue(
                        "renewal_rate.year",
                        "renewal_rate",
                        "at_least",
                        new BigDecimal("0.8"),
                        new BigDecimal("0.9"),
                        null,
                        "year",
                        null,
                        "any",
                        TRADE + "; 0.9 is quoted as the median of the United States",
                        TAKEN_DOWN,
                        "Only for contracts of a year or longer.",
                        List.of(
                                new GuideValue.Reference("Salesforce", new BigDecimal("0.92")),
                                new GuideValue.Reference("Workday", new BigDecimal("0.95")),
                                new GuideValue.Reference("Adobe", new BigDecimal("0.93")))),
                guide("upsell_rate", "0.05", "0.15", null, null, "any", "5 to 15 % of all customers."),
                guide("cross_sell_rate", "0.05", "0.15", null, null, "any", "5 to 15 % of all customers."),
                guide("ltv_cac", "3", null, null, null, "any", null),
                guide("rule_of_40", "0.4", null, null, null, "any", null),
                new GuideValue(
                        LTV_INDEX,
                        LTV_INDEX,
                        "at_least",
                        new BigDecimal("115"),
                        null,
                        null,
                        null,
                        null,
                        "any",
                        "Reported of programmes for upsell in an article of the trade; no study is named",
                        TAKEN_DOWN,
                        "Lifetime value after a programme as an index of the one before it (100): 15 % more.",
                        List.of()));
    }

    private static GuideValue guide(
            String metric,
            String ok,
            @Nullable String excellent,
            @Nullable String model,
            @Nullable String term,
            String ratePeriod,
            @Nullable String note) {
        return new GuideValue(
                metric + (model == null ? "" : "." + model) + (term == null ? "" : "." + term),
                metric,
                "at_least",
                new BigDecimal(ok),
                excellent == null ? null : new BigDecimal(excellent),
                model,
                term,
                null,
                ratePeriod,
                TRADE,
                TAKEN_DOWN,
                note,
                List.of());
    }
}
