package dev.keizoku.demo.company;

import java.util.List;

/** The three plans of the company, each with the features that a customer of it is expected to use. */
public enum Tier {
    BASIC("basic", "Basic", 1, 29_00, List.of("boards", "tasks", "comments")),
    PRO("pro", "Pro", 2, 59_00, List.of("boards", "tasks", "comments", "reports", "automations")),
    ENTERPRISE(
            "enterprise",
            "Enterprise",
            3,
            99_00,
            List.of("boards", "tasks", "comments", "reports", "automations", "approvals", "audit_trail"));

    /** Two months of a year are free for whoever pays for the year. */
    private static final long MONTHS_PAID_A_YEAR = 10;

    private final String id;
    private final String title;
    private final int rank;
    private final long monthlyCents;
    private final List<String> coreFeatures;

    Tier(String id, String title, int rank, long monthlyCents, List<String> coreFeatures) {
        this.id = id;
        this.title = title;
        this.rank = rank;
        this.monthlyCents = monthlyCents;
        this.coreFeatures = coreFeatures;
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public int rank() {
        return rank;
    }

    public List<String> coreFeatures() {
        return coreFeatures;
    }

    /** What one seat costs per billing period. */
    public long seatCents(Billing billing) {
        return switch (billing) {
            case MONTHLY -> monthlyCents;
            case ANNUAL -> monthlyCents * MONTHS_PAID_A_YEAR;
        };
    }
}
