package dev.keizoku.demo.company;

/** How often a customer pays. */
public enum Billing {
    MONTHLY("month", 12),
    ANNUAL("year", 1);

    private final String interval;
    private final int periodsPerYear;

    Billing(String interval, int periodsPerYear) {
        this.interval = interval;
        this.periodsPerYear = periodsPerYear;
    }

    public String interval() {
        return interval;
    }

    int periodsPerYear() {
        return periodsPerYear;
    }
}
