package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.TouchpointDetail.CompetitorMention;
import dev.keizoku.health.touchpoint.TouchpointDetail.ContactChange;
import dev.keizoku.health.touchpoint.TouchpointDetail.Engagement;
import dev.keizoku.health.touchpoint.TouchpointDetail.FeatureRequest;
import dev.keizoku.health.touchpoint.TouchpointDetail.Goal;
import dev.keizoku.health.touchpoint.TouchpointDetail.Meeting;
import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Milestone;
import dev.keizoku.health.touchpoint.TouchpointDetail.PostMortem;
import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import dev.keizoku.health.touchpoint.TouchpointDetail.Training;
import dev.keizoku.health.touchpoint.TouchpointStore.Heard;
import java.time.Duration;
import java.time.Instant;

/** Tells what cannot wait for the night from what can. */
final class Urgency {

    /** What happened longer ago is no news, whenever it is sent. */
    private static final Duration NEWS = Duration.ofDays(7);

    private Urgency() {}

    /** An urgent ticket, an escalation, word of a cancellation, a contact who left. */
    static boolean cannotWait(Heard heard, Instant now) {
        Touchpoint touchpoint = heard.touchpoint();
        if (touchpoint.occurredAt().isBefore(now.minus(NEWS))) {
            return false;
        }
        boolean leaving = heard.intents() != null && heard.intents().contains(Intent.CANCELLATION);
        return leaving || cannotWait(touchpoint.detail());
    }

    private static boolean cannotWait(TouchpointDetail detail) {
        return switch (detail) {
            case Ticket ticket -> ticket.priority() == TicketPriority.URGENT || ticket.escalated();
            case Message message -> message.escalated();
            case ContactChange contact -> contact.change() == ContactMove.LEFT || contact.change() == ContactMove.MOVED;
            case SurveyAnswer answer -> false;
            case Meeting meeting -> false;
            case Milestone milestone -> false;
            case Goal goal -> false;
            case Training training -> false;
            case Engagement engagement -> false;
            case CompetitorMention mention -> false;
            case FeatureRequest request -> false;
            case PostMortem postMortem -> false;
        };
    }
}
