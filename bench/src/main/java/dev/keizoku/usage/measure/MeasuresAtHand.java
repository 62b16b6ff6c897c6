package dev.keizoku.usage.measure;

import dev.keizoku.usage.measure.Onboarding.Milestone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What usage measures of accounts on a day whose counts are at hand, by usage's own code. It is in usage's package because
 * what measures are made of is nobody else's.
 */
public final class MeasuresAtHand {

    private static final String VALUE = "value.reached";

    private final LocalDate day;
    private final Map<String, AccountCount> counted = new HashMap<>();

    public MeasuresAtHand(LocalDate day) {
        this.day = day;
    }

    /** How often something happened on a day. */
    public record Rollup(LocalDate day, String name, String user, String feature, long count) {}

    /** Counts what an account did; what it does later is left out. */
    public void count(String account, List<Rollup> rollups) {
        var count = new AccountCount(account, day, Windows.HISTORY);
        for (Rollup rollup : rollups) {
            if (!rollup.day().isAfter(day)) {
                count.rollup(rollup.day().toEpochDay(), rollup.name(), rollup.user(), rollup.feature(), rollup.count());
            }
        }
        if (count.isSeen()) {
            counted.put(account, count);
        }
    }

    /** What the middle account does beside its usual week; null for too few. */
    public @Nullable Double fleetRatio() {
        return Fleet.middle(counted.values().stream()
                .map(count -> WeekRatio.of(count.days(), DayKinds.ALIKE).ratio())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** The measures of an account; null when it never did anything. */
    public @Nullable AccountMeasures of(String account, @Nullable LocalDate valueOn, @Nullable Double fleetRatio) {
        AccountCount count = counted.get(account);
        if (count == null) {
            return null;
        }
        List<Milestone> milestones =
                valueOn == null || valueOn.isAfter(day) ? List.of() : List.of(new Milestone(VALUE, "", valueOn));
        return AccountMeasures.of(
                count.tally(user -> null, new Milestones(milestones, BigDecimal.ZERO, BigDecimal.ZERO)),
                day,
                DayKinds.ALIKE,
                fleetRatio);
    }
}
