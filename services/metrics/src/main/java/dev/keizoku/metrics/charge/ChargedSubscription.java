package dev.keizoku.metrics.charge;

import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A subscription as an account had it, and what was charged for its use. */
final class ChargedSubscription {

    private static final int SCALE = 24;

    /** What a charge comes to in a year. */
    private record Worth(Instant to, String currency, BigDecimal yearly) {}

    private final List<TimelineEntry> entries;
    /** Those of the period that ended last first. */
    private final List<Worth> worths;

    private final ZoneId zone;

    ChargedSubscription(Collection<TimelineEntry> entries, Collection<UsageCharge> charges, ZoneId zone) {
        this.entries = entries.stream().sorted(TimelineEntry.ORDER).toList();
        this.worths = charges.stream()
                .map(charge -> new Worth(charge.to(), charge.currency(), charge.yearly(zone)))
                .sorted(Comparator.comparing(Worth::to).reversed())
                .toList();
        this.zone = zone;
    }

    /** The terms it is in service on at the end of a day; null when it is not. */
    @Nullable Terms termsOn(LocalDate day) {
        Instant end = endOf(day);
        Terms terms = null;
        for (TimelineEntry entry : entries) {
            if (!entry.effectiveAt().isBefore(end)) {
                break;
            }
            terms = entry.terms();
        }
        return terms == null || !terms.inService() ? null : terms;
    }

    /**
     * What the last periods that were over by the end of a day come to in a year, by currency. Periods that ended together
     * are one, whose charges add up.
     *
     * @param periods the mean of so many, or of as many as there are
     */
    Map<String, BigDecimal> yearly(LocalDate day, int periods) {
        Instant end = endOf(day);
        List<Instant> ends = worths.stream()
                .map(Worth::to)
                .filter(to -> !to.isAfter(end))
                .distinct()
                .limit(periods)
                .toList();
        Map<String, BigDecimal> sums = new TreeMap<>();
        worths.stream()
                .filter(worth -> ends.contains(worth.to()))
                .forEach(worth -> sums.merge(worth.currency(), worth.yearly(), BigDecimal::add));
        sums.replaceAll((currency, sum) ->
                sum.divide(BigDecimal.valueOf(ends.size()), Math.max(SCALE, sum.scale()), RoundingMode.HALF_UP));
        return sums;
    }

    /** The subscriptions among an account's entries that anything was charged for. */
    static List<ChargedSubscription> of(
            Collection<TimelineEntry> entries, Map<String, List<UsageCharge>> charges, ZoneId zone) {
        Map<String, List<TimelineEntry>> bySubscription = new TreeMap<>();
        entries.forEach(entry -> bySubscription
                .computeIfAbsent(entry.subscription(), any -> new ArrayList<>())
                .add(entry));
        List<ChargedSubscription> all = new ArrayList<>();
        bySubscription.forEach((subscription, own) ->
                all.add(new ChargedSubscription(own, charges.getOrDefault(subscription, List.of()), zone)));
        return all;
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
