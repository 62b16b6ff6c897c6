package dev.keizoku.health.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.pull.AccountUses.Use;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of the product for an account in a month, beside the month before: something to send.
 *
 * @param goals reached in it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record UsageReport(
        String accountId,
        @Nullable String name,
        String month,
        Totals use,
        List<Feature> features,
        List<Department> departments,
        List<Goal> goals,
        Health health,
        News whatIsNew) {

    /** How many months before this one a feature has to be unused to count as new to the account. */
    static final int QUIET_MONTHS = 3;

    /** The month beside the one before. */
    record Totals(
            int activeDays,
            int activeDaysBefore,
            long events,
            long eventsBefore,
            int activeUsers,
            int activeUsersBefore) {}

    /** A feature, the most used first. */
    record Feature(String feature, long uses, long usesBefore) {}

    /** A department, the busiest first. */
    record Department(String department, long events) {}

    /** Something that was reached. */
    record Goal(String kind, String name, LocalDate reachedOn) {}

    /**
     * The score in the month.
     *
     * @param change from the first day that has one to the last; null without two
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Health(@Nullable BigDecimal change, List<Point> data) {

        static Health of(List<ReportStore.Score> scores) {
            List<Point> points = scores.stream()
                    .map(score -> new Point(score.day(), score.score(), score.band()))
                    .toList();
            List<BigDecimal> known =
                    points.stream().map(Point::score).filter(Objects::nonNull).toList();
            return new Health(known.size() < 2 ? null : known.getLast().subtract(known.getFirst()), points);
        }
    }

    /** The score of a day. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Point(LocalDate day, @Nullable BigDecimal score, String band) {}

    /** What we brought out in the month, and what the account began to use. */
    record News(List<Release> released, List<String> firstUsed) {}

    /** A feature that came out. */
    record Release(String feature, LocalDate releasedOn, boolean used) {}

    /**
     * What the parts of a report are made from.
     *
     * @param days events of each day of the month and the one before
     * @param features by month, from three months before on
     * @param users by month
     * @param departments of the month
     */
    record Sources(List<Use> days, List<Use> features, List<Use> users, List<Use> departments) {}

    static UsageReport of(
            String account,
            @Nullable String name,
            YearMonth month,
            Sources sources,
            List<ReportStore.Score> scores,
            List<ReportStore.Goal> goals,
            Map<String, LocalDate> releases) {
        YearMonth before = month.minusMonths(1);
        List<Feature> features = features(sources.features(), month);
        Set<String> used = features.stream()
                .filter(feature -> feature.uses() > 0)
                .map(Feature::feature)
                .collect(Collectors.toSet());
        return new UsageReport(
                account,
                name,
                month.toString(),
                new Totals(
                        in(sources.days(), month).size(),
                        in(sources.days(), before).size(),
                        sum(in(sources.days(), month)),
                        sum(in(sources.days(), before)),
                        distinct(in(sources.users(), month)),
                        distinct(in(sources.users(), before))),
                features.stream()
                        .filter(feature -> feature.uses() + feature.usesBefore() > 0)
                        .toList(),
                departments(sources.departments()),
                goals.stream()
                        .map(goal -> new Goal(goal.kind(), goal.name(), goal.reachedOn()))
                        .toList(),
                Health.of(scores),
                new News(released(releases, month, used), firstUsed(sources.features(), month, used)));
    }

    private static List<Feature> features(List<Use> uses, YearMonth month) {
        Map<String, Long> now = byFeature(in(uses, month));
        Map<String, Long> before = byFeature(in(uses, month.minusMonths(1)));
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        return names.stream()
                .map(name -> new Feature(name, now.getOrDefault(name, 0L), before.getOrDefault(name, 0L)))
                .sorted((one, other) -> Long.compare(other.uses(), one.uses()))
                .toList();
    }

    private static List<Department> departments(List<Use> uses) {
        Map<String, Long> events = new HashMap<>();
        uses.forEach(use -> {
            if (use.department() != null) {
                events.merge(use.department(), use.count(), Long::sum);
            }
        });
        return events.entrySet().stream()
                .map(each -> new Department(each.getKey(), each.getValue()))
                .sorted((one, other) -> one.events() == other.events()
                        ? one.department().compareTo(other.department())
                        : Long.compare(other.events(), one.events()))
                .toList();
    }

    private static List<Release> released(Map<String, LocalDate> releases, YearMonth month, Set<String> used) {
        return releases.entrySet().stream()
                .filter(release -> YearMonth.from(release.getValue()).equals(month))
                .map(release -> new Release(release.getKey(), release.getValue(), used.contains(release.getKey())))
                .sorted((one, other) -> one.feature().compareTo(other.feature()))
                .toList();
    }

    private static List<String> firstUsed(List<Use> uses, YearMonth month, Set<String> used) {
        Set<String> earlier = new HashSet<>();
        for (int back = 1; back <= QUIET_MONTHS; back++) {
            earlier.addAll(byFeature(in(uses, month.minusMonths(back))).keySet());
        }
        // An account that is new itself has nothing that is new to it.
        return earlier.isEmpty()
                ? List.of()
                : used.stream()
                        .filter(feature -> !earlier.contains(feature))
                        .sorted()
                        .toList();
    }

    private static Map<String, Long> byFeature(Collection<Use> uses) {
        return uses.stream()
                .filter(use -> use.feature() != null)
                .collect(Collectors.toMap(use -> Objects.requireNonNull(use.feature()), Use::count, Long::sum));
    }

    private static List<Use> in(List<Use> uses, YearMonth month) {
        Function<Use, YearMonth> of = use -> YearMonth.from(use.from());
        return uses.stream().filter(use -> of.apply(use).equals(month)).toList();
    }

    private static long sum(List<Use> uses) {
        return uses.stream().mapToLong(Use::count).sum();
    }

    private static int distinct(List<Use> uses) {
        return Math.toIntExact(
                uses.stream().map(Use::user).filter(Objects::nonNull).distinct().count());
    }
}
