package dev.keizoku.calendar;

import dev.keizoku.kernel.TenantRecord;
import java.time.LocalDate;
import java.time.Month;
import java.util.function.Predicate;

/** The days a tenant and its customers work on. */
public final class BusinessCalendar {

    private static final int YEAR_END_FROM = 29;
    private static final int YEAR_END_TO = 3;
    private static final int OBON_FROM = 13;
    private static final int OBON_TO = 16;

    private final CalendarSettings settings;
    private final Predicate<LocalDate> publicHoliday;

    private BusinessCalendar(CalendarSettings settings) {
        this.settings = settings;
        this.publicHoliday = settings.country() == null ? day -> false : PublicHolidays.of(settings.country());
    }

    public static BusinessCalendar of(TenantRecord tenant) {
        return of(CalendarSettings.of(tenant));
    }

    public static BusinessCalendar of(CalendarSettings settings) {
        return new BusinessCalendar(settings);
    }

    /** Whether the day is worked on. */
    public boolean businessDay(LocalDate day) {
        return settings.open().contains(day) || !settings.weekend().contains(day.getDayOfWeek()) && !off(day);
    }

    /** Whether the day is free for another reason than the weekend: then it is not like other days of its name. */
    public boolean holiday(LocalDate day) {
        return !settings.open().contains(day) && off(day);
    }

    /** How many days are worked on after one day, up to and with another; none when it is not later. */
    public int businessDaysAfter(LocalDate from, LocalDate to) {
        return from.isBefore(to)
                ? Math.toIntExact(from.plusDays(1)
                        .datesUntil(to.plusDays(1))
                        .filter(this::businessDay)
                        .count())
                : 0;
    }

    /** The day that lies so many working days after another. */
    public LocalDate plusBusinessDays(LocalDate from, int days) {
        LocalDate day = from;
        int left = days;
        while (left > 0) {
            day = day.plusDays(1);
            if (businessDay(day)) {
                left--;
            }
        }
        return day;
    }

    private boolean off(LocalDate day) {
        return settings.closed().contains(day)
                || settings.yearEnd() && inYearEnd(day)
                || settings.obon() && inObon(day)
                || publicHoliday.test(day);
    }

    private static boolean inYearEnd(LocalDate day) {
        return day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= YEAR_END_FROM
                || day.getMonth() == Month.JANUARY && day.getDayOfMonth() <= YEAR_END_TO;
    }

    private static boolean inObon(LocalDate day) {
        return day.getMonth() == Month.AUGUST && day.getDayOfMonth() >= OBON_FROM && day.getDayOfMonth() <= OBON_TO;
    }
}
