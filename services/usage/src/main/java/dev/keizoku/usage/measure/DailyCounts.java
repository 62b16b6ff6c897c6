package dev.keizoku.usage.measure;

import java.util.Arrays;

/** An account's events by day, over the days that end with the one that is measured: 90 at least where all is asked. */
final class DailyCounts {

    private final long[] byAge;
    private final long[] sums;
    private final int knownDays;

    /**
     * Takes counts by age.
     *
     * @param knownDays days from the first event of the account to the day, both included
     */
    DailyCounts(long[] byAge, int knownDays) {
        this.byAge = byAge.clone();
        this.sums = new long[byAge.length + 1];
        for (int age = 0; age < byAge.length; age++) {
            sums[age + 1] = sums[age] + byAge[age];
        }
        this.knownDays = knownDays;
    }

    /** Days from the first event of the account to the day, both included; may be more than are counted. */
    int knownDays() {
        return knownDays;
    }

    /** Whether the account had been seen by the end of that day. */
    boolean knows(int age) {
        return age < knownDays && age < byAge.length;
    }

    long at(int age) {
        return byAge[age];
    }

    /** Events of the ages from the first to before the second. */
    long events(int from, int to) {
        return sums[to] - sums[from];
    }

    int activeDays(int from, int to) {
        int active = 0;
        for (int age = from; age < to; age++) {
            active += byAge[age] > 0 ? 1 : 0;
        }
        return active;
    }

    /** The ages of days with events among so many, the latest first. */
    int[] activeAges(int days) {
        int[] ages = new int[Math.min(days, byAge.length)];
        int active = 0;
        for (int age = 0; age < ages.length; age++) {
            if (byAge[age] > 0) {
                ages[active++] = age;
            }
        }
        return Arrays.copyOf(ages, active);
    }
}
