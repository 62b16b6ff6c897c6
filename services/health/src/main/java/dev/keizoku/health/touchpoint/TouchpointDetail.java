package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a touchpoint is, by its kind. Who said what is kept beside it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface TouchpointDetail {

    /** Whether it may be sent again as it moves on: its latest is what counts. */
    default boolean movesOn() {
        return switch (this) {
            case Ticket ticket -> true;
            case Milestone milestone -> true;
            case Goal goal -> true;
            case PostMortem postMortem -> true;
            case Message message -> false;
            case SurveyAnswer answer -> false;
            case Meeting meeting -> false;
            case Training training -> false;
            case Engagement engagement -> false;
            case ContactChange change -> false;
            case CompetitorMention mention -> false;
            case FeatureRequest request -> false;
        };
    }

    /** Whether somebody at the account said it. */
    default boolean fromCustomer() {
        return switch (this) {
            case Ticket ticket -> true;
            case Message message -> message.direction() == Direction.INBOUND;
            case SurveyAnswer answer -> true;
            case Meeting meeting -> false;
            case Milestone milestone -> false;
            case Goal goal -> false;
            case Training training -> false;
            case Engagement engagement -> false;
            case ContactChange change -> false;
            case CompetitorMention mention -> false;
            case FeatureRequest request -> false;
            case PostMortem postMortem -> false;
        };
    }

    /**
     * Who asked whom.
     *
     * @param role what the requester is at the account
     * @param level how high up
     * @param addressee how high up the one is who was asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Route(
            @Nullable String role,
            @Nullable RoleLevel level,
            @Nullable RoleLevel addressee) {

        static final Route UNKNOWN = new Route(null, null, null);

        /** Whether an executive is on either side; null when nobody says. */
        @Nullable Boolean executive() {
            return level == null && addressee == null
                    ? null
                    : level == RoleLevel.EXECUTIVE || addressee == RoleLevel.EXECUTIVE;
        }
    }

    /**
     * A support enquiry.
     *
     * @param satisfaction with how it was answered, 1 to 5
     */
    record Ticket(
            TicketPriority priority,
            TicketStatus status,
            @Nullable Instant firstRespondedAt,
            @Nullable Instant resolvedAt,
            @Nullable Route route,
            @Nullable Integer satisfaction,
            boolean escalated)
            implements TouchpointDetail {}

    /**
     * Something written or said.
     *
     * @param threadId the conversation it is part of; the id of a ticket for one about that
     */
    record Message(
            Direction direction,
            @Nullable String threadId,
            @Nullable String channel,
            @Nullable Route route,
            boolean escalated)
            implements TouchpointDetail {}

    /**
     * An answer to a survey. Without a person it is anonymous, so that every answer counts for itself.
     *
     * @param period the round of the survey, as the tenant names it
     */
    record SurveyAnswer(Survey survey, int score, @Nullable String period) implements TouchpointDetail {}

    /** A meeting, with the ids of those who came. */
    record Meeting(MeetingKind meeting, @Nullable List<String> attendees) implements TouchpointDetail {}

    /** A step of an account's plan. */
    record Milestone(
            String name,
            @Nullable String stage,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate reachedOn) implements TouchpointDetail {

        /** The name of the milestone that says when the account first had something of the product. */
        static final String FIRST_VALUE = "first_value";
    }

    /** Something the account wants to achieve, with what it aims at and what it has come to. */
    record Goal(
            String name,
            @Nullable String stage,
            @Nullable BigDecimal target,
            @Nullable BigDecimal actual,
            @Nullable String unit,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate reachedOn)
            implements TouchpointDetail {}

    /** A training, course or guided session. */
    record Training(@Nullable String topic, @Nullable Integer participants) implements TouchpointDetail {}

    /** A sign of taking part. */
    record Engagement(EngagementChannel channel, @Nullable String name) implements TouchpointDetail {}

    /** A person at the account who came, went, or is something else now. */
    record ContactChange(
            String contactId,
            ContactMove change,
            @Nullable String role,
            @Nullable String department) implements TouchpointDetail {}

    /** A competitor that was spoken of. */
    record CompetitorMention(@Nullable String competitor) implements TouchpointDetail {}

    /**
     * A feature that was asked for.
     *
     * @param weight how much it matters to the account
     */
    record FeatureRequest(String feature, @Nullable BigDecimal weight) implements TouchpointDetail {}

    /**
     * What was found out about why an account left.
     *
     * @param detected whether it was seen coming
     * @param signal by which sign
     */
    record PostMortem(
            String reason,
            @Nullable Boolean detected,
            @Nullable String signal) implements TouchpointDetail {}
}
