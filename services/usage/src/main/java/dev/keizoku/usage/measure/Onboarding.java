package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.usage.event.UsageEvent;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an account has come into use, over its whole history.
 *
 * @param valueReachedOn the first day with {@code value.reached}
 * @param daysToValue from the first day with any event to that
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Onboarding(
        List<Step> steps,
        @Nullable LocalDate valueReachedOn,
        @Nullable Long daysToValue) {

    /** A step of {@code setup.step}, and the first day it was told. */
    record Step(String step, LocalDate reachedOn) {}

    /**
     * Something told once and for all.
     *
     * @param what the step of a {@code setup.step}; empty when none was named
     */
    record Milestone(String name, String what, LocalDate firstOn) {}

    private static final String VALUE = "value.reached";

    static Onboarding of(List<Milestone> milestones, LocalDate firstSeenOn) {
        List<Step> steps = milestones.stream()
                .filter(milestone -> milestone.name().equals(UsageEvent.SETUP_STEP)
                        && !milestone.what().isEmpty())
                .map(milestone -> new Step(milestone.what(), milestone.firstOn()))
                .sorted(Comparator.comparing(Step::reachedOn).thenComparing(Step::step, Thing.ORDER))
                .toList();
        LocalDate value = milestones.stream()
                .filter(milestone -> milestone.name().equals(VALUE))
                .map(Milestone::firstOn)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Onboarding(steps, value, value == null ? null : ChronoUnit.DAYS.between(firstSeenOn, value));
    }
}
