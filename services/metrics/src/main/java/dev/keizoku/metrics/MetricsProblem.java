package dev.keizoku.metrics;

import dev.keizoku.kernel.ProblemType;

/** The errors of this service, beside those every service can answer. */
public enum MetricsProblem implements ProblemType {
    LEDGER_REBUILDING("ledger_rebuilding", 503, "The ledger is being rebuilt"),
    LEDGER_TOO_LARGE("ledger_too_large", 503, "The ledger is too large for the memory of the service"),
    RATE_MISSING("rate_missing", 422, "Amounts of several currencies cannot be added without exchange rates"),
    TOO_MANY_POINTS("too_many_points", 422, "The answer would have more points than one request may ask for");

    private final String slug;
    private final int status;
    private final String title;

    MetricsProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
