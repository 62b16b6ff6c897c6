package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint as it is added up.
 *
 * @param on the tenant's day on which it happened
 * @param ageDays days from then to the day of the tally; 0 on that day
 * @param intents what it is taken to mean; null when nobody says, likewise the polarity
 */
record DatedTouchpoint(
        String id,
        Instant at,
        LocalDate on,
        int ageDays,
        @Nullable String person,
        @Nullable Set<Intent> intents,
        @Nullable Polarity polarity,
        TouchpointDetail detail) {

    /** What is younger counts as recent. */
    static final int RECENT_DAYS = 28;

    /** What is not recent and younger than this is what was before. */
    static final int KNOWN_DAYS = 84;

    /** What is older counts only where it says so. */
    static final int YEAR_DAYS = 365;

    boolean recent() {
        return ageDays < RECENT_DAYS;
    }

    /** In the 56 days before the recent ones. */
    boolean before() {
        return ageDays >= RECENT_DAYS && ageDays < KNOWN_DAYS;
    }

    boolean within(int days) {
        return ageDays < days;
    }

    /** An answer to a survey, or a ticket with one, that is told apart from none and says nothing else any more. */
    boolean onlyAnOldAnswer() {
        return !within(YEAR_DAYS)
                && switch (detail) {
                    case TouchpointDetail.SurveyAnswer answer -> true;
                    case TouchpointDetail.Ticket ticket -> ticket.priority() != TicketPriority.URGENT;
                    case TouchpointDetail other -> false;
                };
    }

    boolean means(Intent intent) {
        return intents != null && intents.contains(intent);
    }

    boolean fromCustomer() {
        return detail.fromCustomer();
    }

    /** Who asked whom, where somebody did. */
    TouchpointDetail.@Nullable Route route() {
        return switch (detail) {
            case TouchpointDetail.Ticket ticket -> ticket.route();
            case TouchpointDetail.Message message -> message.route();
            case TouchpointDetail other -> null;
        };
    }

    /** The part of some touchpoints for which something holds; null without any. */
    static @Nullable Double share(List<DatedTouchpoint> touchpoints, Predicate<DatedTouchpoint> holds) {
        return touchpoints.isEmpty()
                ? null
                : (double) touchpoints.stream().filter(holds).count() / touchpoints.size();
    }

    /** The last day on which something was so, of touchpoints in the order in which they happened. */
    static @Nullable LocalDate last(List<DatedTouchpoint> touchpoints, Predicate<DatedTouchpoint> holds) {
        return touchpoints.reversed().stream()
                .filter(holds)
                .map(DatedTouchpoint::on)
                .findFirst()
                .orElse(null);
    }
}
