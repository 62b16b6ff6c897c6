package dev.keizoku.metrics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What figures can be grouped and filtered by, beside plan, currency and the accounts' attributes. */
enum Dimension {
    /** Of the plan. */
    PRODUCT(true),
    /** How often it is billed: {@code 1-month}. Not {@code interval}, which is how often figures are wanted. */
    BILLING_INTERVAL(true),
    /** How long it is bound for: {@code 12-month}. */
    TERM(true),
    OWNER(false),
    /** The account above it. */
    PARENT(false),
    /** The attribute of that name. */
    COUNTRY(false),
    /** The month of the first payment. */
    COHORT(false),
    /** The class of its monthly balance at the opening of the report. */
    SIZE(false);

    private final boolean ofLine;

    Dimension(boolean ofLine) {
        this.ofLine = ofLine;
    }

    static Optional<Dimension> of(String name) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wireName().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Dimension::wireName).toList();
    }

    /** Whether a customer can have several values of it at a time, each for a part of its balance. */
    boolean ofLine() {
        return ofLine;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
