package dev.keizoku.usage.measure;

/** On which days a user of an account was there, as bits: bit 0 is the latest day of each window. */
final class UserCount {

    private static final int NEVER = Integer.MAX_VALUE;

    private final String user;
    private int recent;
    private long before;
    private long usesBefore;
    private int lastAge = NEVER;

    UserCount(String user) {
        this.user = user;
    }

    void add(int age, long uses) {
        if (age >= Windows.LONGEST) {
            return;
        }
        lastAge = Math.min(lastAge, age);
        if (age < Windows.RECENT) {
            recent |= 1 << age;
        } else if (age < Windows.BASELINE_END) {
            before |= 1L << age - Windows.RECENT;
            usesBefore += uses;
        }
    }

    String user() {
        return user;
    }

    /** Whether on any of the last 90 days. */
    boolean wasThere() {
        return lastAge != NEVER;
    }

    boolean isRecent() {
        return recent != 0;
    }

    boolean wasThereWithin(int days) {
        return lastAge < days;
    }

    int lastAge() {
        return lastAge;
    }

    int recentDays() {
        return Integer.bitCount(recent);
    }

    int daysBefore() {
        return Long.bitCount(before);
    }

    /** Events of the baseline that were more than signing in. */
    long usesBefore() {
        return usesBefore;
    }
}
