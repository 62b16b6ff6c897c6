package dev.keizoku.metrics.movement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Bridges the short gaps of a customer who renews late: what happened within one is netted on the day it ends, so that
 * the balance stands in between.
 */
final class Gaps {

    private Gaps() {}

    static NavigableMap<LocalDate, List<DayChange>> bridged(
            NavigableMap<LocalDate, List<DayChange>> changes, int tolerance) {
        if (tolerance == 0) {
            return changes;
        }
        NavigableMap<LocalDate, List<DayChange>> bridged = new TreeMap<>();
        Map<String, Standing> standing = new LinkedHashMap<>();
        List<LocalDate> days = List.copyOf(changes.keySet());
        int i = 0;
        while (i < days.size()) {
            boolean paid = pays(standing);
            apply(standing, changes, days.get(i));
            int end = i;
            if (paid && !pays(standing)) {
                Map<String, Standing> ahead = new LinkedHashMap<>(standing);
                while (end < days.size() && isGap(ahead) && within(tolerance, days.get(i), days.get(end))) {
                    end++;
                    if (end < days.size()) {
                        apply(ahead, changes, days.get(end));
                    }
                }
                boolean back = end < days.size() && pays(ahead) && within(tolerance, days.get(i), days.get(end));
                end = back ? end : i;
            }
            List<DayChange> netted = new ArrayList<>();
            for (int day = i; day <= end; day++) {
                netted.addAll(changes.getOrDefault(days.get(day), List.of()));
                apply(standing, changes, days.get(day));
            }
            bridged.put(days.get(end), end == i ? netted : chained(netted));
            i = end + 1;
        }
        return bridged;
    }

    private static boolean within(int tolerance, LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) <= tolerance;
    }

    private static void apply(
            Map<String, Standing> standing, NavigableMap<LocalDate, List<DayChange>> changes, LocalDate day) {
        changes.getOrDefault(day, List.of()).forEach(change -> standing.put(change.subscription(), change.after()));
    }

    private static boolean pays(Map<String, Standing> standing) {
        return standing.values().stream().anyMatch(Standing::pays);
    }

    /** A pause is no gap: it was meant. */
    private static boolean isGap(Map<String, Standing> standing) {
        return !pays(standing) && standing.values().stream().noneMatch(Gaps::paused);
    }

    private static boolean paused(Standing standing) {
        return standing.items().stream()
                .anyMatch(item -> item.main() && standing.balance(item).paused() > 0);
    }

    private static List<DayChange> chained(List<DayChange> changes) {
        Map<String, DayChange> chained = new LinkedHashMap<>();
        changes.forEach(change -> chained.merge(change.subscription(), change, DayChange::followedBy));
        return List.copyOf(chained.values());
    }
}
