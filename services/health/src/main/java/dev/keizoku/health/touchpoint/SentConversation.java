package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Route;
import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what people say: tickets, messages and answers to surveys. */
final class SentConversation {

    private static final int MOST_NAME = 200;
    private static final int MOST_ID = 255;

    private SentConversation() {}

    static Ticket ticket(SentFields fields, Instant openedAt) {
        TicketPriority priority = fields.constant("priority", TicketPriority.values());
        TicketStatus status = fields.constant("status", TicketStatus.values());
        Instant respondedAt = after(openedAt, fields, "first_responded_at", "responded to");
        Instant resolvedAt = after(openedAt, fields, "resolved_at", "resolved");
        if (resolvedAt != null && status != null && status != TicketStatus.RESOLVED) {
            fields.error("status", "contradiction", "A ticket with resolved_at is resolved.");
        }
        Integer satisfaction = fields.integer("satisfaction");
        if (satisfaction != null && !Survey.CSAT.accepts(satisfaction)) {
            fields.error("satisfaction", "invalid_value", "Satisfaction is " + Survey.CSAT.scale() + ".");
        }
        return new Ticket(
                Objects.requireNonNullElse(priority, TicketPriority.NORMAL),
                resolvedAt == null ? Objects.requireNonNullElse(status, TicketStatus.OPEN) : TicketStatus.RESOLVED,
                respondedAt,
                resolvedAt,
                route(fields),
                satisfaction,
                isTrue(fields, "escalated"));
    }

    static Message message(SentFields fields) {
        Direction direction = fields.constant("direction", Direction.values());
        return new Message(
                Objects.requireNonNullElse(direction, Direction.INBOUND),
                fields.text("thread_id", MOST_ID),
                fields.text("channel", MOST_NAME),
                route(fields),
                isTrue(fields, "escalated"));
    }

    static @Nullable SurveyAnswer surveyAnswer(SentFields fields) {
        fields.require("survey");
        fields.require("score");
        Survey survey = fields.constant("survey", Survey.values());
        Integer score = fields.integer("score");
        String period = fields.text("period", MOST_NAME);
        if (survey == null || score == null) {
            return null;
        }
        if (!survey.accepts(score)) {
            fields.error("score", "invalid_value", "This survey's scores are " + survey.scale() + ".");
        }
        return new SurveyAnswer(survey, score, period);
    }

    private static @Nullable Route route(SentFields fields) {
        Route route = new Route(
                fields.text("requester_role", MOST_NAME),
                fields.constant("requester_level", RoleLevel.values()),
                fields.constant("addressee_level", RoleLevel.values()));
        return route.equals(Route.UNKNOWN) ? null : route;
    }

    private static @Nullable Instant after(Instant openedAt, SentFields fields, String name, String done) {
        Instant at = fields.instant(name);
        if (at == null) {
            return null;
        }
        if (at.isBefore(openedAt)) {
            fields.error(name, "before_start", "A ticket is " + done + " after it was opened.");
        }
        return SentTouchpoint.stored(at);
    }

    private static boolean isTrue(SentFields fields, String name) {
        return Boolean.TRUE.equals(fields.bool(name));
    }
}
