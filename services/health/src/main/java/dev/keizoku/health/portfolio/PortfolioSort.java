package dev.keizoku.health.portfolio;

import java.util.Arrays;
import java.util.List;

/** What a portfolio can be ordered by; accounts without it come last, whichever way. */
enum PortfolioSort {
    SCORE("score", "h.effective", "numeric"),
    MRR("mrr", "a.mrr", "numeric"),
    RENEWS_ON("renews_on", "a.renews_on", "date"),
    NAME("name", "coalesce(h.name, a.name) collate \"C\"", "text"),
    CHURN_RISK("churn_risk", "a.risk_value", "numeric");

    private final String key;
    private final String column;
    private final String type;

    PortfolioSort(String key, String column, String type) {
        this.key = key;
        this.column = column;
        this.type = type;
    }

    /** An order and its direction, as {@code -mrr} for the most first. */
    record Direction(PortfolioSort by, boolean descending) {

        static final List<String> KEYS = Arrays.stream(values())
                .flatMap(sort -> List.of(sort.key, "-" + sort.key).stream())
                .toList();

        static Direction of(String text) {
            boolean descending = text.startsWith("-");
            String key = descending ? text.substring(1) : text;
            return new Direction(
                    Arrays.stream(values())
                            .filter(sort -> sort.key.equals(key))
                            .findFirst()
                            .orElseThrow(),
                    descending);
        }

        /** What it is of an account that stands as {@code a} and scores as {@code h}. */
        String column() {
            return by.column;
        }

        String order() {
            return order("");
        }

        String pageOrder() {
            return order("page.");
        }

        private String order(String of) {
            return of + "sorted_by" + (descending ? " desc" : "") + " nulls last, " + of + "account_id";
        }

        /** What comes after {@code :value} and {@code :account}; after a null only nulls do. */
        String after() {
            return """
                    case when %1$s is null then sorted_by is null and account_id > :account
                        else sorted_by is null or sorted_by %2$s %1$s or sorted_by = %1$s and account_id > :account end
                    """.formatted("cast(:value as " + by.type + ")", descending ? "<" : ">");
        }
    }
}
