package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The periods of a report, as days to count with: those that have begun, the last one cut after today.
 *
 * <p>A balance "at" an edge is the one at the end of the day before it.
 */
public final class Windows {

    private final List<Span> periods;
    private final Interval interval;
    private final int firstMonth;
    private final LocalDate today;
    private final int[] edges;
    private final int[] windowOfDay;

    private Windows(List<Span> periods, Interval interval, int firstMonth, LocalDate today) {
        this.periods = periods;
        this.interval = interval;
        this.firstMonth = firstMonth;
        this.today = today;
        int begun = (int)
                periods.stream().filter(period -> !period.from().isAfter(today)).count();
        this.edges = new int[begun + 1];
        edges[0] = day(periods.getFirst().from());
        for (int i = 0; i < begun; i++) {
            LocalDate to = periods.get(i).to();
            edges[i + 1] = day(to.isAfter(today) ? today.plusDays(1) : to);
        }
        this.windowOfDay = new int[last() - first()];
        for (int window = 0; window < begun; window++) {
            for (int day = edges[window]; day < edges[window + 1]; day++) {
                windowOfDay[day - first()] = window;
            }
        }
    }

    /** The calendar intervals between two days; the first and the last are cut where the days lie inside one. */
    public static Windows of(LocalDate from, LocalDate to, Interval interval, LocalDate today) {
        return of(from, to, interval, Interval.JANUARY, today);
    }

    /** The same by a calendar whose year begins with another month. */
    public static Windows of(LocalDate from, LocalDate to, Interval interval, int firstMonth, LocalDate today) {
        List<Span> periods = new ArrayList<>();
        LocalDate start = from;
        while (start.isBefore(to)) {
            LocalDate end = interval.endOf(start, firstMonth);
            periods.add(new Span(start, end.isAfter(to) ? to : end));
            start = end;
        }
        return new Windows(periods, interval, firstMonth, today);
    }

    /** The same for periods that follow one another without a gap, whatever the calendar says. */
    public static Windows of(List<Span> periods, Interval interval, LocalDate today) {
        return of(periods, interval, Interval.JANUARY, today);
    }

    public static Windows of(List<Span> periods, Interval interval, int firstMonth, LocalDate today) {
        return new Windows(List.copyOf(periods), interval, firstMonth, today);
    }

    /** How days are told apart: what two reports of the same have in common, whatever their periods are called. */
    record Grid(List<Integer> edges, Interval interval, int firstMonth) {}

    Grid grid() {
        return new Grid(Arrays.stream(edges).boxed().toList(), interval, firstMonth);
    }

    public List<Span> periods() {
        return periods;
    }

    /** How many periods have begun, and so have figures. */
    public int size() {
        return edges.length - 1;
    }

    /** Whether every period is over. */
    boolean complete() {
        return complete(periods.getLast());
    }

    public boolean complete(Span period) {
        return !period.to().isAfter(today);
    }

    public int first() {
        return edges[0];
    }

    /** The first day that is not looked at. */
    public int last() {
        return edges[edges.length - 1];
    }

    public int edge(int index) {
        return edges[index];
    }

    /** The window a day lies in, or -1 when it is before them all. */
    int windowOf(int day) {
        return day < first() ? -1 : windowOfDay[day - first()];
    }

    /**
     * For each day from {@code since} on, the first day at or after it that ends an interval: of the calendar before the
     * first window, of the windows from there.
     */
    int[] intervalEnds(int since) {
        int from = Math.min(since, first());
        int[] ends = new int[last() - from];
        int end = Integer.MAX_VALUE;
        for (int day = last() - 1; day >= from; day--) {
            if (endsInterval(day)) {
                end = day;
            }
            ends[day - from] = end;
        }
        return ends;
    }

    private boolean endsInterval(int day) {
        int next = day + 1;
        if (next > first()) {
            return next == last() || windowOf(next) != windowOf(day);
        }
        LocalDate date = LocalDate.ofEpochDay(next);
        return next == first() || interval.startOf(date, firstMonth).equals(date);
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
