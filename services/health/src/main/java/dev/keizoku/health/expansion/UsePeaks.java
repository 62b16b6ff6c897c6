package dev.keizoku.health.expansion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The most an account used of anything in each week of the last 13, and the features it used: what a cheaper plan would
 * have to cover. The same day looked at again changes nothing.
 *
 * @param since the first day of those that follow each other with at most a week between
 * @param weeks by their Monday, then by limit
 * @param features each with the last day on which it was among those used in 28 days
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UsePeaks(
        @Nullable LocalDate since,
        @Nullable LocalDate until,
        SortedMap<LocalDate, SortedMap<String, BigDecimal>> weeks,
        SortedMap<String, LocalDate> features) {

    public static final UsePeaks NONE = new UsePeaks(null, null, new TreeMap<>(), new TreeMap<>());

    static final int DAYS = 90;

    private static final int WEEK = 7;
    private static final int FEATURE_WINDOW = 28;

    // What is left out of the JSON comes as null.
    @SuppressWarnings("ConstantValue")
    public UsePeaks {
        weeks = weeks == null ? new TreeMap<>() : new TreeMap<>(weeks);
        features = features == null ? new TreeMap<>() : new TreeMap<>(features);
    }

    /** With what was used on a day; without anything known of it, as before. */
    UsePeaks with(LocalDate day, Map<String, BigDecimal> used, @Nullable Collection<String> featuresUsed28) {
        if (used.isEmpty()) {
            return this;
        }
        boolean goesOn =
                since != null && until != null && !day.isBefore(since) && ChronoUnit.DAYS.between(until, day) <= WEEK;
        LocalDate first = monday(day.minusDays(DAYS - 1L));
        SortedMap<LocalDate, SortedMap<String, BigDecimal>> peaks = new TreeMap<>();
        SortedMap<String, LocalDate> seen = new TreeMap<>();
        if (goesOn) {
            weeks.tailMap(first).forEach((week, of) -> peaks.put(week, new TreeMap<>(of)));
            features.forEach((feature, on) -> {
                if (!on.plusDays(DAYS - FEATURE_WINDOW).isBefore(day)) {
                    seen.put(feature, on);
                }
            });
        }
        SortedMap<String, BigDecimal> week = peaks.computeIfAbsent(monday(day), monday -> new TreeMap<>());
        used.forEach((limit, value) -> week.merge(limit, value, BigDecimal::max));
        if (featuresUsed28 != null) {
            featuresUsed28.forEach(
                    feature -> seen.merge(feature, day, (one, other) -> one.isAfter(other) ? one : other));
        }
        LocalDate last = goesOn && until != null && until.isAfter(day) ? until : day;
        return new UsePeaks(goesOn ? since : day, last, peaks, seen);
    }

    /** The most of each in the weeks that touch the last days; empty when less than that is known. */
    Map<String, BigDecimal> most(LocalDate day, int days) {
        Map<String, BigDecimal> most = new TreeMap<>();
        if (!known(day, days)) {
            return most;
        }
        weeks.tailMap(monday(day.minusDays(days - 1L)))
                .headMap(monday(day).plusDays(1))
                .values()
                .forEach(week -> week.forEach((limit, value) -> most.merge(limit, value, BigDecimal::max)));
        return most;
    }

    /** The most of each in all of the weeks. */
    Map<String, BigDecimal> most() {
        Map<String, BigDecimal> most = new TreeMap<>();
        weeks.values().forEach(week -> week.forEach((limit, value) -> most.merge(limit, value, BigDecimal::max)));
        return most;
    }

    Set<String> featuresUsed() {
        return new TreeSet<>(features.keySet());
    }

    /** Whether use was known all through the days that end with the day. */
    boolean known(LocalDate day, int days) {
        return since != null && !since.isAfter(day.minusDays(days - 1L));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
