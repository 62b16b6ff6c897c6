package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of touchpoint that are taken in. */
public enum TouchpointKind {
    TICKET(TouchpointDetail.Ticket.class),
    MESSAGE(TouchpointDetail.Message.class),
    SURVEY_ANSWER(TouchpointDetail.SurveyAnswer.class),
    MEETING(TouchpointDetail.Meeting.class),
    MILESTONE(TouchpointDetail.Milestone.class),
    GOAL(TouchpointDetail.Goal.class),
    TRAINING(TouchpointDetail.Training.class),
    ENGAGEMENT(TouchpointDetail.Engagement.class),
    CONTACT_CHANGE(TouchpointDetail.ContactChange.class),
    COMPETITOR_MENTION(TouchpointDetail.CompetitorMention.class),
    FEATURE_REQUEST(TouchpointDetail.FeatureRequest.class),
    POST_MORTEM(TouchpointDetail.PostMortem.class);

    private final Class<? extends TouchpointDetail> detail;

    TouchpointKind(Class<? extends TouchpointDetail> detail) {
        this.detail = detail;
    }

    static TouchpointKind of(TouchpointDetail detail) {
        for (TouchpointKind kind : values()) {
            if (kind.detail.isInstance(detail)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("A touchpoint is of one of the kinds: " + detail);
    }

    static TouchpointKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** As the wire and the database write it. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<? extends TouchpointDetail> detail() {
        return detail;
    }
}
