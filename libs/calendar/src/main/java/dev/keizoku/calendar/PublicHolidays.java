package dev.keizoku.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The public holidays of countries, year by year as they are asked for. */
final class PublicHolidays {

    private static final int COUNTRY_LETTERS = 2;

    private static final Set<String> COUNTRIES = Arrays.stream(HolidayCalendar.values())
            .map(calendar -> calendar.getId().toUpperCase(Locale.ROOT))
            .filter(id -> id.length() == COUNTRY_LETTERS)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, PublicHolidays> KNOWN = new ConcurrentHashMap<>();

    private final IntFunction<Set<LocalDate>> ofYear;
    private final Map<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

    private PublicHolidays(String country) {
        this.ofYear = country.equals("JP") ? JapaneseHolidays::of : byJollyday(country);
    }

    static boolean knows(String country) {
        return COUNTRIES.contains(country);
    }

    static Predicate<LocalDate> of(String country) {
        return KNOWN.computeIfAbsent(country, PublicHolidays::new)::on;
    }

    private boolean on(LocalDate day) {
        return years.computeIfAbsent(day.getYear(), ofYear::apply).contains(day);
    }

    private static IntFunction<Set<LocalDate>> byJollyday(String country) {
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
        return year -> manager.getHolidays(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).stream()
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }
}
