package dev.keizoku.metrics.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of a report, found while walking the book. */
final class Groups {

    /** One group: the counts that do not depend on the currency, and the amounts by currency. */
    static final class Group {
        final List<Label> labels;
        final Tally counts;
        final @Nullable Tally[] byCurrency;
        private final @Nullable ValuedTally[] valued;
        private final int windows;

        Group(List<Label> labels, int windows, int currencies, boolean countsApart) {
            this.labels = labels;
            this.windows = windows;
            this.byCurrency = new Tally[currencies];
            this.valued = new ValuedTally[Math.max(1, currencies)];
            this.counts = countsApart ? new Tally(windows) : amounts(0);
        }

        private Group(List<Label> labels, int windows, @Nullable Tally[] byCurrency, @Nullable Tally countsApart) {
            this.labels = labels;
            this.windows = windows;
            this.byCurrency = byCurrency;
            this.valued = new ValuedTally[Math.max(1, byCurrency.length)];
            this.counts = countsApart == null ? amounts(0) : countsApart;
        }

        /** The native figures of this group and of another of the same labels, added (1) or taken away (-1). */
        Group plus(Group other, int sign) {
            @Nullable Tally[] sums = new Tally[byCurrency.length];
            boolean countsApart = sums.length != 1 || counts != byCurrency[0];
            for (int c = 0; c < sums.length; c++) {
                sums[c] = sum(byCurrency[c], other.byCurrency[c], sign);
            }
            return new Group(labels, windows, sums, countsApart ? counts.plus(other.counts, sign) : null);
        }

        private @Nullable Tally sum(@Nullable Tally own, @Nullable Tally others, int sign) {
            if (others == null) {
                return own;
            }
            return (own == null ? new Tally(windows) : own).plus(others, sign);
        }

        /** The figures alone (1), or what they come to when taken away from nothing (-1). */
        Group signed(int sign) {
            return sign > 0
                    ? this
                    : new Group(labels, windows, byCurrency.length, counts != byCurrency[0]).plus(this, sign);
        }

        /** Adds moves up to levels, so that several may read from here on. */
        void settle() {
            counts.stocks();
            for (Tally tally : byCurrency) {
                if (tally != null) {
                    tally.stocks();
                }
            }
        }

        /** In how many windows it has figures, once for each currency and once for the counts. */
        int points() {
            return windows * (byCurrency.length + 1);
        }

        /** How many groups a report of as many windows may have. */
        int most() {
            return Groups.most(windows);
        }

        Tally amounts(int currency) {
            Tally tally = byCurrency[currency];
            if (tally == null) {
                tally = new Tally(windows);
                byCurrency[currency] = tally;
            }
            return tally;
        }

        /** What flows in the reporting currency: of one currency where the report is by currency, else of all. */
        ValuedTally valued(int currency) {
            ValuedTally tally = valued[currency];
            if (tally == null) {
                tally = new ValuedTally(byCurrency.length, windows);
                valued[currency] = tally;
            }
            return tally;
        }
    }

    /** A report of more groups than anybody reads; it would take the memory of everybody else. */
    static final class TooManyGroups extends RuntimeException {
        TooManyGroups() {
            super("Too many groups.", null, false, false);
        }
    }

    static final int MOST_GROUPS = 2_000;
    static final int MOST_POINTS = 80_000;

    /** Above any code, so that combined keys stay distinct: codes end where groups do. */
    private static final long MOST_CODES = 1_000_000L;

    private final Segments segments;
    private final int windows;
    private final int currencies;
    private final boolean countsApart;
    private final boolean one;
    private final int mostGroups;
    private final Map<String, Integer> codes = new HashMap<>();
    private final Map<Long, Group> groups = new HashMap<>();
    private final List<Group> all = new ArrayList<>();

    Groups(Segments segments, Selection selection, int windows, int currencies, boolean countsApart) {
        this.segments = segments;
        this.windows = windows;
        this.currencies = currencies;
        this.countsApart = countsApart;
        this.mostGroups = most(windows);
        this.one = selection.groupBy().isEmpty();
        if (one) {
            all.add(new Group(List.of(), windows, currencies, countsApart));
        }
    }

    List<Group> all() {
        return all;
    }

    /** How many groups a report of so many windows may have. */
    static int most(int windows) {
        return Math.clamp(MOST_POINTS / windows, 1, MOST_GROUPS);
    }

    /** The group of a lane of a customer. */
    Group of(@Nullable String[] ofCustomer, int lane) {
        if (one) {
            return all.getFirst();
        }
        long key = lane;
        for (String value : ofCustomer) {
            key = key * MOST_CODES + (value == null ? 0 : code(value));
        }
        Group group = groups.get(key);
        if (group == null) {
            if (all.size() >= mostGroups) {
                throw new TooManyGroups();
            }
            group = new Group(segments.labels(ofCustomer, lane), windows, currencies, countsApart);
            groups.put(key, group);
            all.add(group);
        }
        return group;
    }

    private int code(String value) {
        Integer code = codes.get(value);
        if (code == null) {
            code = codes.size() + 1;
            codes.put(value, code);
        }
        return code;
    }
}
