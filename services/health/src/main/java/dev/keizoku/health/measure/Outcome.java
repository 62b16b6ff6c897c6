package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.touchpoint.Success;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of the product for a customer: its goals, its spread over the organisation, and what is new to it.
 *
 * @param parts those of which anything is known; the others count neither for nor against
 */
public record Outcome(List<Part> parts) {

    private static final int RELEASE_DAYS = 60;
    private static final int SCORE_SCALE = 2;
    private static final int SHARE_SCALE = 4;
    private static final int WHOLE = 100;

    public Outcome {
        parts = List.copyOf(parts);
    }

    /** What it is made of. */
    public enum Kind {
        /** Milestones and goals that were due. */
        @JsonProperty("goals")
        GOALS,
        /** Departments that use the product. */
        @JsonProperty("spread")
        SPREAD,
        /** New features that are used. */
        @JsonProperty("innovation")
        INNOVATION
    }

    /**
     * So many of so many; at least one could be.
     *
     * @param partial what those that were not reached come to, each as a part; null for nothing
     */
    public record Part(
            Kind kind, int reached, int of, @Nullable BigDecimal partial) {

        static Part whole(Kind kind, int reached, int of) {
            return new Part(kind, reached, of, null);
        }

        public BigDecimal share() {
            return BigDecimal.valueOf(reached)
                    .add(partial == null ? BigDecimal.ZERO : partial)
                    .divide(BigDecimal.valueOf(of), SHARE_SCALE, RoundingMode.HALF_UP);
        }
    }

    public static Outcome of(AccountDay day) {
        List<Part> parts = new ArrayList<>();
        keep(parts, goals(day));
        keep(parts, spread(day));
        keep(parts, innovation(day));
        return new Outcome(parts);
    }

    /** From 0 to 100, the mean of the parts; null when nothing is known. */
    public @Nullable BigDecimal score() {
        return parts.isEmpty()
                ? null
                : parts.stream()
                        .map(Part::share)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .multiply(BigDecimal.valueOf(WHOLE))
                        .divide(BigDecimal.valueOf(parts.size()), SCORE_SCALE, RoundingMode.HALF_UP);
    }

    /** How much of it is known. */
    public BigDecimal coverage() {
        return BigDecimal.valueOf(parts.size())
                .divide(BigDecimal.valueOf(Kind.values().length), SHARE_SCALE, RoundingMode.HALF_UP);
    }

    private static void keep(List<Part> parts, @Nullable Part part) {
        if (part != null && part.of() > 0) {
            parts.add(part);
        }
    }

    private static Part goals(AccountDay day) {
        Success success = day.said().success();
        BigDecimal partial = success.partial() == 0
                ? null
                : BigDecimal.valueOf(success.partial()).setScale(SHARE_SCALE, RoundingMode.HALF_UP);
        return new Part(Kind.GOALS, success.reached(), success.reached() + success.overdue(), partial);
    }

    /** Nothing where nobody says which departments there are: then those that use it would be all. */
    static @Nullable Part spread(AccountDay day) {
        UsageMeasure usage = used(day);
        Integer active = usage == null ? null : usage.breadth().departments28();
        int told = Departments.told(day.fact());
        return active == null || told == 0 ? null : Part.whole(Kind.SPREAD, active, Math.max(active, told));
    }

    /** Of the features of its plans that were released lately; without any, of what it tries usually. */
    private static @Nullable Part innovation(AccountDay day) {
        UsageMeasure usage = used(day);
        if (usage == null) {
            return null;
        }
        Set<String> has = Set.copyOf(day.fact().features());
        Set<String> uses = Set.copyOf(usage.featuresUsed28());
        LocalDate from = day.day().minusDays(RELEASE_DAYS);
        List<String> released = day.fleet().featureReleases().entrySet().stream()
                .filter(feature -> feature.getValue().isAfter(from)
                        && !feature.getValue().isAfter(day.day())
                        && (has.isEmpty() || has.contains(feature.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!released.isEmpty()) {
            int used = Math.toIntExact(released.stream().filter(uses::contains).count());
            return Part.whole(Kind.INNOVATION, used, released.size());
        }
        Double usual = usage.trials().usual();
        int most = usual == null ? 0 : (int) Math.ceil(usual);
        return Part.whole(
                Kind.INNOVATION, Math.min(most, usage.trials().tried28().size()), most);
    }

    private static @Nullable UsageMeasure used(AccountDay day) {
        return day.fleet().usageFlows() ? day.usage() : null;
    }
}
