package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of an account. A ticket is critical when it is of high or urgent priority, or is criticism.
 *
 * @param ticketsUsual28 the mean of the two 28 days before the last
 * @param openCriticalSince when the oldest urgent ticket that is still open was opened
 * @param criticalShare28 critical tickets over all; null without tickets
 * @param criticalShareBefore the same in the 56 days before
 * @param medianFirstResponseHours of the tickets of 28 days that were responded to by the end of the day
 * @param medianOurReplyHours in conversations, from what the customer said to our reply, in 28 days
 * @param medianTheirReplyHours the other way round
 * @param escalations28 tickets and messages of the customer's that were escalated
 */
public record Support(
        int tickets28,
        double ticketsUsual28,
        @Nullable LocalDate openCriticalSince,
        @Nullable Double criticalShare28,
        @Nullable Double criticalShareBefore,
        @Nullable Double medianFirstResponseHours,
        @Nullable Double medianOurReplyHours,
        @Nullable Double medianTheirReplyHours,
        int escalations28) {

    public static final Support NONE = new Support(0, 0, null, null, null, null, null, null, 0);

    private static final double USUAL_WINDOWS = 2;

    /**
     * The tally of an account.
     *
     * @param touchpoints in the order in which they happened
     * @param end of the day
     */
    static Support of(List<DatedTouchpoint> touchpoints, Instant end) {
        List<DatedTouchpoint> tickets = touchpoints.stream()
                .filter(each -> each.detail() instanceof Ticket)
                .toList();
        List<DatedTouchpoint> recent =
                tickets.stream().filter(DatedTouchpoint::recent).toList();
        List<DatedTouchpoint> before =
                tickets.stream().filter(DatedTouchpoint::before).toList();
        Replies replies = Replies.of(touchpoints);
        return new Support(
                recent.size(),
                before.size() / USUAL_WINDOWS,
                tickets.stream()
                        .filter(each -> isOpenAndUrgent(each, end))
                        .map(DatedTouchpoint::on)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                DatedTouchpoint.share(recent, Support::isCritical),
                DatedTouchpoint.share(before, Support::isCritical),
                Replies.median(recent.stream()
                        .flatMap(each -> firstResponse(each, end))
                        .sorted()
                        .toList()),
                Replies.median(replies.ours()),
                Replies.median(replies.theirs()),
                Math.toIntExact(touchpoints.stream()
                        .filter(each -> each.recent() && isEscalated(each))
                        .count()));
    }

    private static boolean isOpenAndUrgent(DatedTouchpoint each, Instant end) {
        if (!(each.detail() instanceof Ticket ticket) || ticket.priority() != TicketPriority.URGENT) {
            return false;
        }
        Instant resolvedAt = ticket.resolvedAt();
        return resolvedAt == null ? ticket.status() != TicketStatus.RESOLVED : !resolvedAt.isBefore(end);
    }

    private static boolean isCritical(DatedTouchpoint each) {
        return each.means(Intent.CRITICISM)
                || each.detail() instanceof Ticket ticket && ticket.priority().compareTo(TicketPriority.HIGH) >= 0;
    }

    private static boolean isEscalated(DatedTouchpoint each) {
        return switch (each.detail()) {
            case Ticket ticket -> ticket.escalated();
            case Message message -> message.escalated() && each.fromCustomer();
            case TouchpointDetail other -> false;
        };
    }

    private static Stream<Double> firstResponse(DatedTouchpoint each, Instant end) {
        Instant at = each.detail() instanceof Ticket ticket ? ticket.firstRespondedAt() : null;
        return at == null || !at.isBefore(end)
                ? Stream.empty()
                : Stream.of(Replies.hours(Duration.between(each.at(), at)));
    }
}
