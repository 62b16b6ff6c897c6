package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointDetail.Goal;
import dev.keizoku.health.touchpoint.TouchpointDetail.Milestone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The milestones and goals of an account.
 *
 * @param planned all of them
 * @param reached those reached by the day
 * @param overdue those not reached whose day has passed
 * @param partial what the goals among those come to, each as a part of its target
 * @param stages the stages of its plan, in the order of the days they are due, those without one last
 * @param lastReachedOn the last day one was reached
 * @param firstValueOn the day the milestone {@code first_value} was reached
 */
public record Success(
        int planned,
        int reached,
        int overdue,
        double partial,
        List<Stage> stages,
        @Nullable LocalDate lastReachedOn,
        @Nullable LocalDate firstValueOn) {

    public static final Success NONE = new Success(0, 0, 0, 0, List.of(), null, null);

    private static final Comparator<@Nullable LocalDate> UNDATED_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    public Success {
        stages = List.copyOf(stages);
    }

    /**
     * A stage of the plan with its milestones and goals.
     *
     * @param partial what the goals that are not reached come to, due or not
     * @param dueOn the last day any of them is due
     */
    public record Stage(
            String name,
            int planned,
            int reached,
            int overdue,
            double partial,
            @Nullable LocalDate dueOn) {

        /** The part of the stage that is reached, from 0 to 1. */
        public double progress() {
            return (reached + partial) / planned;
        }
    }

    /** A milestone or goal on a day. */
    private record Step(
            String name,
            @Nullable String stage,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate reachedOn,
            double progress) {

        boolean reachedBy(LocalDate day) {
            return reachedOn != null && !reachedOn.isAfter(day);
        }

        boolean overdue(LocalDate day) {
            return dueOn != null && dueOn.isBefore(day) && !reachedBy(day);
        }
    }

    /** The tally of an account on a day. */
    static Success of(List<DatedTouchpoint> touchpoints, LocalDate day) {
        List<Step> steps = touchpoints.stream()
                .map(DatedTouchpoint::detail)
                .map(Success::step)
                .filter(Objects::nonNull)
                .toList();
        if (steps.isEmpty()) {
            return NONE;
        }
        Map<String, List<Step>> byStage = new TreeMap<>();
        steps.forEach(step -> {
            if (step.stage() != null) {
                byStage.computeIfAbsent(step.stage(), stage -> new ArrayList<>())
                        .add(step);
            }
        });
        List<Stage> stages = new ArrayList<>();
        byStage.forEach((name, parts) -> stages.add(stage(name, parts, day)));
        stages.sort(Comparator.comparing(Stage::dueOn, UNDATED_LAST));
        List<Step> reached = steps.stream().filter(step -> step.reachedBy(day)).toList();
        return new Success(
                steps.size(),
                reached.size(),
                overdue(steps, day),
                partial(steps, step -> step.overdue(day)),
                stages,
                last(reached, Step::reachedOn),
                reached.stream()
                        .filter(step -> step.name().equals(Milestone.FIRST_VALUE))
                        .map(Step::reachedOn)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static @Nullable Step step(TouchpointDetail detail) {
        return switch (detail) {
            case Milestone it -> new Step(it.name(), it.stage(), it.dueOn(), it.reachedOn(), 0);
            case Goal it -> new Step(it.name(), it.stage(), it.dueOn(), it.reachedOn(), progress(it));
            case TouchpointDetail other -> null;
        };
    }

    private static Stage stage(String name, List<Step> parts, LocalDate day) {
        int reached = Math.toIntExact(
                parts.stream().filter(step -> step.reachedBy(day)).count());
        return new Stage(
                name,
                parts.size(),
                reached,
                overdue(parts, day),
                partial(parts, step -> !step.reachedBy(day)),
                last(parts, Step::dueOn));
    }

    /** How much of its target a goal has come to, from 0 to 1; nothing where it does not say both. */
    private static double progress(Goal goal) {
        return goal.target() == null || goal.actual() == null || goal.target().signum() <= 0
                ? 0
                : Math.clamp(goal.actual().doubleValue() / goal.target().doubleValue(), 0, 1);
    }

    private static double partial(List<Step> steps, Predicate<Step> counts) {
        return steps.stream().filter(counts).mapToDouble(Step::progress).sum();
    }

    private static int overdue(List<Step> steps, LocalDate day) {
        return Math.toIntExact(steps.stream().filter(step -> step.overdue(day)).count());
    }

    private static @Nullable LocalDate last(List<Step> steps, Function<Step, @Nullable LocalDate> which) {
        return steps.stream()
                .flatMap(step -> Stream.ofNullable(which.apply(step)))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
