package dev.keizoku.usage.measure;

import java.util.stream.IntStream;

/** An account's events by day, over the 90 days that end with the day that is measured. */
final class DailyCounts {

    private final long[] byAge = new long[Windows.LONGEST];
    private final int knownDays;

    /**
     * Takes counts by age; several of one age add up.
     *
     * @param knownDays days from the first event of the account to the day, both included
     */
    DailyCounts(Integer[] ages, Long[] counts, int knownDays) {
        for (int i = 0; i < ages.length; i++) {
            byAge[ages[i]] += counts[i];
        }
        this.knownDays = knownDays;
    }

    /** Days from the first event of the account to the day, both included; may be more than 90. */
    int knownDays() {
        return knownDays;
    }

    /** Whether the account had been seen by the end of that day. */
    boolean knows(int age) {
        return age < knownDays;
    }

    long at(int age) {
        return byAge[age];
    }

    /** Events of the ages from the first to before the second. */
    long events(int from, int to) {
        long events = 0;
        for (int age = from; age < to; age++) {
            events += byAge[age];
        }
        return events;
    }

    int activeDays(int from, int to) {
        int active = 0;
        for (int age = from; age < to; age++) {
            active += byAge[age] > 0 ? 1 : 0;
        }
        return active;
    }

    /** The ages of days with events, the latest first. */
    int[] activeAges() {
        return IntStream.range(0, byAge.length).filter(age -> byAge[age] > 0).toArray();
    }
}
