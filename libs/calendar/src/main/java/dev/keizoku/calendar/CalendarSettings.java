package dev.keizoku.calendar;

import dev.keizoku.kernel.TenantRecord;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of the days it works on: the policy {@value #POLICY} of its record.
 *
 * @param country whose public holidays are free, two capital letters; null for none
 * @param yearEnd whether 29 December to 3 January are free, as they are in Japan
 * @param obon whether 13 to 16 August are free
 * @param weekend the days of each week that are free
 * @param closed further free days
 * @param open days that are worked on whatever the rest says
 */
public record CalendarSettings(
        @Nullable String country,
        boolean yearEnd,
        boolean obon,
        Set<DayOfWeek> weekend,
        Set<LocalDate> closed,
        Set<LocalDate> open) {

    public static final String POLICY = "business_calendar";

    /** What a stated calendar has to look like, for those who state another. */
    public static final String ACCEPTED = "An object of country (two capital letters or null), year_end, obon, weekend"
            + " (names of weekdays), closed and open (dates, at most 1000 each); each may be left out.";

    private static final String JAPAN = "Asia/Tokyo";
    private static final int MOST_DAYS = 1_000;
    private static final Set<String> FIELDS = Set.of("country", "year_end", "obon", "weekend", "closed", "open");
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** The tenant's; where it has said nothing, Japan's days for a tenant in Japan and weekends for any other. */
    static CalendarSettings of(TenantRecord tenant) {
        Object stated = tenant.policies().get(POLICY);
        boolean inJapan = tenant.zone().getId().equals(JAPAN);
        return stated == null
                ? new CalendarSettings(inJapan ? "JP" : null, inJapan, inJapan, WEEKEND, Set.of(), Set.of())
                : read(stated).orElseThrow(() -> new IllegalStateException("The calendar of a tenant is not one."));
    }

    /** The settings in a policy's value; empty when they are none. */
    public static Optional<CalendarSettings> read(Object policy) {
        if (!(policy instanceof Map<?, ?> stated) || !FIELDS.containsAll(stated.keySet())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CalendarSettings(
                    country(stated.get("country")),
                    yes(stated.get("year_end")),
                    yes(stated.get("obon")),
                    stated.get("weekend") == null ? WEEKEND : weekdays(stated.get("weekend")),
                    each(stated.get("closed"), LocalDate::parse),
                    each(stated.get("open"), LocalDate::parse)));
        } catch (IllegalArgumentException | DateTimeException unusable) {
            return Optional.empty();
        }
    }

    private static @Nullable String country(@Nullable Object stated) {
        if (stated == null) {
            return null;
        }
        if (stated instanceof String country && PublicHolidays.knows(country)) {
            return country;
        }
        throw new IllegalArgumentException("No holidays are known of this country.");
    }

    private static boolean yes(@Nullable Object stated) {
        if (stated == null) {
            return false;
        }
        if (stated instanceof Boolean yes) {
            return yes;
        }
        throw new IllegalArgumentException("Neither true nor false.");
    }

    private static Set<DayOfWeek> weekdays(@Nullable Object stated) {
        return each(
                stated,
                name -> Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No day of the week.")));
    }

    private static <T> Set<T> each(@Nullable Object stated, Function<String, T> read) {
        if (stated == null) {
            return Set.of();
        }
        if (!(stated instanceof Collection<?> items) || items.size() > MOST_DAYS) {
            throw new IllegalArgumentException("No list, or a list that is too long.");
        }
        List<T> values = items.stream()
                .map(item -> {
                    if (item instanceof String text) {
                        return read.apply(text);
                    }
                    throw new IllegalArgumentException("No text.");
                })
                .toList();
        return Set.copyOf(values);
    }
}
