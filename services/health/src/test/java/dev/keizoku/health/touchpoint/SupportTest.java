package dev.keizoku.health.touchpoint;

import static dev.keizoku.health.touchpoint.TestTouchpoints.DAY;
import static dev.keizoku.health.touchpoint.TestTouchpoints.END;
import static dev.keizoku.health.touchpoint.TestTouchpoints.answered;
import static dev.keizoku.health.touchpoint.TestTouchpoints.at;
import static dev.keizoku.health.touchpoint.TestTouchpoints.message;
import static dev.keizoku.health.touchpoint.TestTouchpoints.said;
import static dev.keizoku.health.touchpoint.TestTouchpoints.tally;
import static dev.keizoku.health.touchpoint.TestTouchpoints.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class SupportTest {

    // Requirement 51.
    @Test
    void countsTicketsOfFourWeeksBesideTheEightBefore() {
        // 3 recent ones, the oldest of them on the first of the 28 days; 5 in the 56 days before: 2.5 in 28 days.
        Support support = tally(
                        ticket(0),
                        ticket(13),
                        ticket(27),
                        ticket(28),
                        ticket(40),
                        ticket(55),
                        ticket(56),
                        ticket(83),
                        ticket(84))
                .support();

        assertThat(support.tickets28()).isEqualTo(3);
        assertThat(support.ticketsUsual28()).isEqualTo(2.5);
    }

    @Test
    void aTicketIsCriticalByItsPriorityOrByWhatItSays() {
        // 2 of 4 recent ones, 1 of 2 before.
        Support support = tally(
                        ticket(1, TicketPriority.HIGH),
                        said(ticket(2), null, Intent.CRITICISM),
                        said(ticket(3), null, Intent.PRAISE),
                        ticket(4),
                        ticket(30, TicketPriority.URGENT),
                        ticket(31))
                .support();

        assertThat(support.criticalShare28()).isEqualTo(0.5);
        assertThat(support.criticalShareBefore()).isEqualTo(0.5);
        assertThat(tally().support().criticalShare28()).isNull();
    }

    @Test
    void anUrgentTicketIsOpenUntilTheDayItIsResolved() {
        Instant later = END.plusSeconds(3600);
        DatedTouchpoint open =
                at(200, new Ticket(TicketPriority.URGENT, TicketStatus.RESOLVED, null, later, null, null, false));
        DatedTouchpoint closed = at(
                300,
                new Ticket(TicketPriority.URGENT, TicketStatus.RESOLVED, null, END.minusSeconds(1), null, null, false));
        DatedTouchpoint high = ticket(90, TicketPriority.HIGH);

        assertThat(tally(open, closed, high, ticket(5, TicketPriority.URGENT))
                        .support()
                        .openCriticalSince())
                .isEqualTo(DAY.minusDays(200));
        assertThat(tally(closed, high).support().openCriticalSince()).isNull();
    }

    // Requirement 30.
    @Test
    void theMiddleFirstResponseIsThatOfTheTicketsThatHadOne() {
        // 1, 3 and 10 hours: 3. The fourth was answered after the day, the fifth is too old.
        Support support = tally(
                        answered(1, 1), answered(2, 3), answered(3, 10), answered(0, 48), answered(40, 100), ticket(4))
                .support();

        assertThat(support.medianFirstResponseHours()).isEqualTo(3);
        assertThat(tally(ticket(4)).support().medianFirstResponseHours()).isNull();
    }

    // Requirement 74.
    @Test
    void repliesAreTimedFromTheFirstThingTheOtherSideSaid() {
        // The customer asks at 0 h and again at 2 h, we reply at 6 h (6 h), they at 30 h (24 h), we at 32 h (2 h).
        Support support = tally(
                        message(10, 0, "t", Direction.INBOUND),
                        message(10, 2, "t", Direction.INBOUND),
                        message(10, 6, "t", Direction.OUTBOUND),
                        message(10, 30, "t", Direction.INBOUND),
                        message(10, 32, "t", Direction.OUTBOUND),
                        message(10, 33, "alone", Direction.INBOUND))
                .support();

        assertThat(support.medianOurReplyHours()).isEqualTo(4);
        assertThat(support.medianTheirReplyHours()).isEqualTo(24);
    }

    @Test
    void aTicketBeginsTheConversationOfItsId() {
        DatedTouchpoint ticket = ticket(3);
        DatedTouchpoint reply = message(3, 5, ticket.id(), Direction.OUTBOUND);

        assertThat(tally(ticket, reply).support().medianOurReplyHours()).isEqualTo(5);
    }

    // Requirements 74 and 109.
    @Test
    void escalationsAreTheCustomers() {
        Support support = tally(
                        at(1, new Ticket(TicketPriority.LOW, TicketStatus.OPEN, null, null, null, null, true)),
                        at(2, new Message(Direction.INBOUND, null, null, null, true)),
                        at(3, new Message(Direction.OUTBOUND, null, null, null, true)),
                        at(28, new Message(Direction.INBOUND, null, null, null, true)))
                .support();

        assertThat(support.escalations28()).isEqualTo(2);
    }
}
