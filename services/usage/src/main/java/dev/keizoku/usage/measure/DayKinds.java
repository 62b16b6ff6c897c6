package dev.keizoku.usage.measure;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which of the days that are looked at are none of the tenant's business days, by age: such days are compared with such
 * days, and other days with other days.
 */
final class DayKinds {

    /** Every day is like every other, whatever the calendar says. */
    static final DayKinds ALIKE = new DayKinds(new BitSet());

    private static final int WEEK = 7;

    private final BitSet closed;
    private final int[][] closedInWeek;
    private final int[] comparableWeeks;

    private DayKinds(BitSet closed) {
        this.closed = closed;
        this.closedInWeek = IntStream.rangeClosed(0, Windows.HISTORY - WEEK)
                .mapToObj(this::closedPlaces)
                .toArray(int[][]::new);
        this.comparableWeeks = IntStream.rangeClosed(0, Windows.HISTORY - WeekRatio.DAYS)
                .map(this::comparable)
                .toArray();
    }

    /** The days that end with one, and which of them are closed. */
    static DayKinds until(LocalDate day, Predicate<LocalDate> isClosed) {
        BitSet closed = new BitSet(Windows.HISTORY);
        IntStream.range(0, Windows.HISTORY)
                .filter(age -> isClosed.test(day.minusDays(age)))
                .forEach(closed::set);
        return closed.isEmpty() ? ALIKE : new DayKinds(closed);
    }

    boolean isClosed(int age) {
        return closed.get(age);
    }

    /** Places, 0 to 6, of the closed days among the seven that end with the day of an age. */
    int[] closedInWeek(int age) {
        return closedInWeek[age];
    }

    /** Whether the week so many weeks before can be held against the one that ends with the day of an age. */
    boolean isComparable(int age, int weeksBefore) {
        return (comparableWeeks[age] >> weeksBefore & 1) == 1;
    }

    private int[] closedPlaces(int age) {
        return IntStream.range(0, WEEK).filter(place -> closed.get(age + place)).toArray();
    }

    /** A bit for each of the weeks before that has no closed day where the week itself has none. */
    private int comparable(int age) {
        return IntStream.range(1, WeekRatio.WEEKS)
                .filter(week ->
                        IntStream.of(closedInWeek[age + WEEK * week]).allMatch(place -> closed.get(age + place)))
                .map(week -> 1 << week)
                .reduce(0, (bits, bit) -> bits | bit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayKinds kinds && closed.equals(kinds.closed);
    }

    @Override
    public int hashCode() {
        return closed.hashCode();
    }

    @Override
    public String toString() {
        return "closed at the ages " + Arrays.toString(closed.stream().toArray());
    }
}
