package dev.keizoku.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holidays of Japan's Public Holiday Law (国民の祝日に関する法律) as it has stood since 2007, with the days moved for the
 * accession of 2019 and the games of 2020 and 2021. Jollyday's Japan has neither equinoxes nor substitute holidays.
 *
 * <p>The equinoxes are foretold by the usual formula for 1980 to 2099; the observatory's announcement of the year before
 * is what counts.
 */
final class JapaneseHolidays {

    private static final int SECOND = 2;
    private static final int THIRD = 3;
    private static final int MOUNTAIN_DAY_SINCE = 2016;
    private static final int REIWA = 2019;
    private static final double VERNAL_1980 = 20.8431;
    private static final double AUTUMNAL_1980 = 23.2488;
    private static final double DRIFT = 0.242194;

    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(2, 11),
            MonthDay.of(4, 29),
            MonthDay.of(5, 3),
            MonthDay.of(5, 4),
            MonthDay.of(5, 5),
            MonthDay.of(11, 3),
            MonthDay.of(11, 23));

    /** The holidays that were elsewhere in a year: marine, sports and mountain day, and those held once. */
    private static final Map<Integer, List<MonthDay>> MOVED = Map.of(
            2020, List.of(MonthDay.of(7, 23), MonthDay.of(7, 24), MonthDay.of(8, 10)),
            2021, List.of(MonthDay.of(7, 22), MonthDay.of(7, 23), MonthDay.of(8, 8)));

    private JapaneseHolidays() {}

    static Set<LocalDate> of(int year) {
        Set<LocalDate> named = named(year);
        Set<LocalDate> all = new TreeSet<>(named);
        for (LocalDate holiday : named) {
            if (holiday.getDayOfWeek() == DayOfWeek.SUNDAY) {
                LocalDate substitute = holiday.plusDays(1);
                while (named.contains(substitute)) {
                    substitute = substitute.plusDays(1);
                }
                all.add(substitute);
            }
            if (named.contains(holiday.plusDays(2))) {
                all.add(holiday.plusDays(1));
            }
        }
        return Set.copyOf(all);
    }

    private static Set<LocalDate> named(int year) {
        Set<LocalDate> named = new TreeSet<>();
        FIXED.forEach(day -> named.add(day.atYear(year)));
        named.add(monday(year, 1, SECOND));
        named.add(LocalDate.of(year, 3, equinox(year, VERNAL_1980)));
        named.add(monday(year, 9, THIRD));
        named.add(LocalDate.of(year, 9, equinox(year, AUTUMNAL_1980)));
        if (year < REIWA) {
            named.add(LocalDate.of(year, 12, 23));
        } else if (year > REIWA) {
            named.add(LocalDate.of(year, 2, 23));
        } else {
            named.add(LocalDate.of(year, 5, 1));
            named.add(LocalDate.of(year, 10, 22));
        }
        List<MonthDay> moved = MOVED.get(year);
        if (moved != null) {
            moved.forEach(day -> named.add(day.atYear(year)));
            return named;
        }
        named.add(monday(year, 7, THIRD));
        named.add(monday(year, 10, SECOND));
        if (year >= MOUNTAIN_DAY_SINCE) {
            named.add(LocalDate.of(year, 8, 11));
        }
        return named;
    }

    private static LocalDate monday(int year, int month, int ordinal) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
    }

    private static int equinox(int year, double day1980) {
        int since = year - 1980;
        return (int) (day1980 + DRIFT * since - Math.floorDiv(since, 4));
    }
}
