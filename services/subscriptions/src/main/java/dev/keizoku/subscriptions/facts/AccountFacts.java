package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.subscriptions.renewal.PendingRenewal;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param endIntent whose will that end was, when none is left: as somebody said, else of one that was past due nobody's
 * @param quantity of all subscriptions that are live
 * @param cancelAt the next end that is scheduled
 * @param country its attribute of that name
 * @param termMonths the longest term agreed of what is live
 * @param paymentFailedOn the first day something of it was past due that still is
 */
record AccountFacts(
        String accountId,
        String name,
        Map<String, String> externalIds,
        Map<String, Object> attributes,
        String state,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate customerSince,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate endedOn,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Intent endIntent,

        @JsonUnwrapped PlanFacts plans,
        BigDecimal quantity,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant cancelAt,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RenewalFact renewal,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String owner,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String country,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer termMonths,

        boolean internal,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String parentId,

        List<ContactFact> contacts,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate paymentFailedOn) {

    private static final List<State> BEST_FIRST =
            List.of(State.ACTIVE, State.PAST_DUE, State.TRIAL, State.FREE, State.PAUSED, State.ENDED);

    private static final String COUNTRY = "country";

    /** An account as facts are stated about it. */
    record Named(
            String accountId,
            String name,
            Map<String, String> externalIds,
            Map<String, Object> attributes,
            @Nullable String parentId,
            @Nullable String owner,
            boolean internal) {}

    /** The end of a day of the tenant. */
    record DayEnd(LocalDate day, Instant instant, ZoneId zone) {

        static DayEnd of(LocalDate day, ZoneId zone) {
            return new DayEnd(day, day.plusDays(1).atStartOfDay(zone).toInstant(), zone);
        }

        private @Nullable LocalDate date(Optional<Instant> instant) {
            return instant.map(at -> at.atZone(zone).toLocalDate()).orElse(null);
        }
    }

    /**
     * An account and all that facts about it are made of.
     *
     * @param timelines of its subscriptions, by their ids
     * @param renewals that are pending, by the subscription
     */
    record Sources(
            Named account,
            Map<String, Timeline> timelines,
            Map<String, PendingRenewal> renewals,
            List<ContactFact> contacts) {}

    /** The facts at the end of a day. */
    static AccountFacts at(DayEnd end, Sources sources, PlanFacts.Catalogue catalogue) {
        Named account = sources.account();
        List<Timeline> timelines = List.copyOf(sources.timelines().values());
        List<Terms> terms = timelines.stream()
                .flatMap(timeline -> Stream.ofNullable(timeline.before(end.instant())))
                .toList();
        List<Terms> live = terms.stream().filter(Terms::live).toList();
        Optional<Entry> lastEnd = live.isEmpty() ? lastEnd(end, timelines) : Optional.empty();
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
                end.date(effects(end, timelines, Terms::paying).min(Comparator.naturalOrder())),
                end.date(lastEnd.map(entry -> entry.change().effectiveAt())),
                lastEnd.map(AccountFacts::intent).orElse(null),
                PlanFacts.of(live, catalogue),
                live.stream().map(Terms::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                live.stream()
                        .flatMap(each -> Stream.ofNullable(each.cancelAt()))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                renewal(end, sources),
                account.owner(),
                account.attributes().get(COUNTRY) instanceof String country ? country : null,
                live.stream()
                        .flatMap(each -> Stream.ofNullable(each.term()))
                        .map(term -> months(term, end.zone()))
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                account.internal(),
                account.parentId(),
                sources.contacts(),
                end.date(timelines.stream()
                        .flatMap(timeline -> Stream.ofNullable(pastDueSince(end, timeline)))
                        .min(Comparator.naturalOrder())));
    }

    /** Of what is live: what was told of its renewal, else the end of its term; the soonest. */
    private static @Nullable RenewalFact renewal(DayEnd end, Sources sources) {
        return sources.timelines().entrySet().stream()
                .flatMap(own -> {
                    Terms terms = own.getValue().before(end.instant());
                    PendingRenewal pending = sources.renewals().get(own.getKey());
                    if (terms == null || !terms.live()) {
                        return Stream.empty();
                    }
                    if (pending != null) {
                        return Stream.of(RenewalFact.of(pending, end.zone()));
                    }
                    return Stream.ofNullable(terms.term()).map(term -> RenewalFact.of(term, end.zone()));
                })
                .min(Comparator.comparing(RenewalFact::renewsOn))
                .orElse(null);
    }

    private static int months(ContractTerm term, ZoneId zone) {
        return Math.toIntExact(ChronoUnit.MONTHS.between(
                term.startsAt().atZone(zone), term.endsAt().atZone(zone)));
    }

    private static @Nullable Instant pastDueSince(DayEnd end, Timeline timeline) {
        Instant since = null;
        for (Entry entry : timeline.entries()) {
            if (!entry.change().effectiveAt().isBefore(end.instant())) {
                break;
            }
            if (entry.after().state() != State.PAST_DUE) {
                since = null;
            } else if (since == null) {
                since = entry.change().effectiveAt();
            }
        }
        return since;
    }

    private static Optional<Entry> lastEnd(DayEnd end, List<Timeline> timelines) {
        return timelines.stream()
                .flatMap(timeline -> timeline.entries().stream()
                        .filter(entry -> !entry.after().live())
                        .filter(entry -> entry.change().effectiveAt().isBefore(end.instant()))
                        .findFirst()
                        .stream())
                .max(Comparator.comparing(entry -> entry.change().effectiveAt()));
    }

    /** Where nobody said, an end in the middle of a late payment is not the customer's will. */
    private static @Nullable Intent intent(Entry lastEnd) {
        Intent said = lastEnd.change().why().intent();
        Terms before = lastEnd.before();
        boolean pastDue = before != null && before.state() == State.PAST_DUE;
        return said == null && pastDue ? Intent.INVOLUNTARY : said;
    }

    /** When changes took effect after which the terms were so. */
    private static Stream<Instant> effects(DayEnd end, List<Timeline> timelines, Predicate<Terms> so) {
        return timelines.stream()
                .flatMap(timeline -> timeline.entries().stream())
                .filter(entry -> so.test(entry.after()))
                .map(entry -> entry.change().effectiveAt())
                .filter(at -> at.isBefore(end.instant()));
    }
}
