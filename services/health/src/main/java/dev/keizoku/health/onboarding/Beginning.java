package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.touchpoint.MeetingKind;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account began, and what it has reached since.
 *
 * @param customerSince null of who is not a customer yet
 * @param beganOn its first day, as a customer or by its first event
 * @param milestones milestones that were reached, by name
 * @param steps steps of setting up, by name
 * @param meetings the first meeting of each kind
 */
record Beginning(
        String state,
        @Nullable LocalDate customerSince,
        @Nullable LocalDate beganOn,
        @Nullable LocalDate firstValueOn,
        @Nullable LocalDate leftOn,
        Map<String, JsonNode> attributes,
        Map<String, LocalDate> milestones,
        Map<String, LocalDate> steps,
        Map<MeetingKind, LocalDate> meetings) {

    private static final String TRIAL = "trial";

    /** A milestone of the template on a day. */
    record Reach(
            Template.Milestone milestone,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate reachedOn,
            boolean overdue) {}

    /** The day the template counts from: the first as a customer, or of the trial. */
    @Nullable LocalDate countedFrom() {
        return customerSince == null ? beganOn : customerSince;
    }

    /** The days of the first 90 that are left from the day on; null of who is not a customer. */
    @Nullable Integer daysLeft(LocalDate day) {
        return left(customerSince, Cohort.DAYS, day);
    }

    /** The days of the trial that are left; null of who is on none. */
    @Nullable Integer trialDaysLeft(Template template, LocalDate day) {
        return state.equals(TRIAL) ? left(beganOn, template.trialDays(), day) : null;
    }

    List<Reach> reach(Template template, LocalDate day) {
        return template.milestones().stream()
                .map(milestone -> reach(milestone, day))
                .toList();
    }

    private Reach reach(Template.Milestone milestone, LocalDate day) {
        LocalDate from = countedFrom();
        LocalDate dueOn = from == null ? null : from.plusDays(milestone.dueDays());
        LocalDate reachedOn = reachedOn(milestone);
        LocalDate known = reachedOn == null || reachedOn.isAfter(day) ? null : reachedOn;
        boolean overdue = known == null && leftOn == null && dueOn != null && dueOn.isBefore(day);
        return new Reach(milestone, dueOn, known, overdue);
    }

    private @Nullable LocalDate reachedOn(Template.Milestone milestone) {
        return Stream.of(
                        milestones.get(milestone.code()),
                        steps.get(milestone.code()),
                        milestone.step() == null ? null : steps.get(milestone.step()),
                        milestone.meeting() == null ? null : meetings.get(milestone.meeting()),
                        milestone.code().equals(Template.Milestone.FIRST_VALUE) ? firstValueOn : null)
                .filter(Objects::nonNull)
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    private static @Nullable Integer left(@Nullable LocalDate from, int days, LocalDate day) {
        return from == null
                ? null
                : Math.toIntExact(Math.max(0, days - Math.max(0, ChronoUnit.DAYS.between(from, day))));
    }
}
