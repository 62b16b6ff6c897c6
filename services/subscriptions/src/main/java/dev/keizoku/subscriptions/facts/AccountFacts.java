package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one account at the end of a day.
 *
 * @param state the best of its subscriptions': active, past_due, trial, free, paused, ended, in this order; {@code none} without
 *     any
 * @param customerSince the day it first had to pay
 * @param endedOn the day the last of its subscriptions ended, when none is left
 * @param planIds of the subscriptions that are live, add-ons included
 * @param quantity of all subscriptions that are live
 * @param cancelAt the next end that is scheduled
 */
record AccountFacts(
        String accountId,
        String name,
        Map<String, String> externalIds,
        Map<String, Object> attributes,
        String state,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate customerSince,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate endedOn,

        Set<String> planIds,
        Set<String> coreFeatures,
        BigDecimal quantity,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant cancelAt) {

    private static final List<State> BEST_FIRST =
            List.of(State.ACTIVE, State.PAST_DUE, State.TRIAL, State.FREE, State.PAUSED, State.ENDED);

    /** An account as facts are stated about it. */
    record Named(String accountId, String name, Map<String, String> externalIds, Map<String, Object> attributes) {}

    /** The facts just before an instant, from the account's timelines and the features of plans. */
    static AccountFacts before(
            Instant end, ZoneId zone, Named account, List<Timeline> timelines, Map<String, Set<String>> features) {
        List<Terms> terms = timelines.stream()
                .flatMap(timeline -> Stream.ofNullable(timeline.before(end)))
                .toList();
        List<Terms> live = terms.stream().filter(Terms::live).toList();
        Set<String> plans = new TreeSet<>();
        live.forEach(each -> {
            plans.add(each.planId().value());
            each.addOns().forEach(addOn -> plans.add(addOn.planId().value()));
        });
        Set<String> core = new TreeSet<>();
        plans.forEach(plan -> core.addAll(features.getOrDefault(plan, Set.of())));
        return new AccountFacts(
                account.accountId(),
                account.name(),
                account.externalIds(),
                account.attributes(),
                BEST_FIRST.stream()
                        .filter(state -> terms.stream().anyMatch(each -> each.state() == state))
                        .findFirst()
                        .map(State::wire)
                        .orElse("none"),
                day(zone, effects(end, timelines, Terms::paying).min(Comparator.naturalOrder())),
                day(zone, live.isEmpty() ? lastEnd(end, timelines) : Optional.empty()),
                plans,
                core,
                live.stream().map(Terms::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                live.stream()
                        .flatMap(each -> Stream.ofNullable(each.cancelAt()))
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static Optional<Instant> lastEnd(Instant end, List<Timeline> timelines) {
        return timelines.stream()
                .flatMap(timeline ->
                        effects(end, List.of(timeline), after -> !after.live()).min(Comparator.naturalOrder()).stream())
                .max(Comparator.naturalOrder());
    }

    /** When changes took effect after which the terms were so. */
    private static Stream<Instant> effects(Instant end, List<Timeline> timelines, Predicate<Terms> so) {
        return timelines.stream()
                .flatMap(timeline -> timeline.entries().stream())
                .filter(entry -> so.test(entry.after()))
                .map(entry -> entry.change().effectiveAt())
                .filter(at -> at.isBefore(end));
    }

    private static @Nullable LocalDate day(ZoneId zone, Optional<Instant> instant) {
        return instant.map(at -> at.atZone(zone).toLocalDate()).orElse(null);
    }
}
