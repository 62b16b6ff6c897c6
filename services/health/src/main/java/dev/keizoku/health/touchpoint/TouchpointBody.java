package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.UserId;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A touchpoint as it is sent: the fields of every kind side by side, checked here for the kind it says it is. */
record TouchpointBody(
        @NotNull TouchpointKind kind,
        @NotNull String touchpointId,
        @NotNull AccountId accountId,
        @NotNull Instant occurredAt,
        @Nullable TicketPriority priority,
        @Nullable TicketStatus status,
        @Nullable Instant resolvedAt,
        @Nullable UserId userId,
        @Nullable Survey survey,
        @Nullable Integer score,
        @Nullable UserId respondent) {

    /** Clocks differ; what happens later than this from now has not happened. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Either the touchpoint or what is wrong with it. */
    record Checked(@Nullable Touchpoint touchpoint, List<FieldError> errors) {}

    Checked check(Instant now) {
        List<FieldError> errors = new ArrayList<>();
        try {
            CallerId.check(touchpointId);
        } catch (IllegalArgumentException unusable) {
            errors.add(new FieldError("/touchpoint_id", "invalid_value", "" + unusable.getMessage()));
        }
        if (occurredAt.isAfter(now.plus(AHEAD))) {
            errors.add(new FieldError("/occurred_at", FieldError.OUT_OF_RANGE, "This has not happened yet."));
        }
        Touchpoint touchpoint = switch (kind) {
            case TICKET -> ticket(errors);
            case SURVEY_ANSWER -> surveyAnswer(errors);
        };
        return new Checked(errors.isEmpty() ? touchpoint : null, errors);
    }

    private Touchpoint ticket(List<FieldError> errors) {
        refuse(survey, "/survey", errors);
        refuse(score, "/score", errors);
        refuse(respondent, "/respondent", errors);
        if (resolvedAt != null && resolvedAt.isBefore(occurredAt)) {
            errors.add(new FieldError("/resolved_at", "before_start", "A ticket is resolved after it was opened."));
        }
        boolean resolved = resolvedAt != null || status == TicketStatus.RESOLVED;
        if (resolvedAt != null && status != null && status != TicketStatus.RESOLVED) {
            errors.add(new FieldError("/status", "contradiction", "A ticket with resolved_at is resolved."));
        }
        TicketStatus effective = resolved ? TicketStatus.RESOLVED : status == null ? TicketStatus.OPEN : status;
        return new Touchpoint.Ticket(
                touchpointId,
                accountId,
                stored(occurredAt),
                priority == null ? TicketPriority.NORMAL : priority,
                effective,
                resolvedAt == null ? null : stored(resolvedAt),
                userId);
    }

    private @Nullable Touchpoint surveyAnswer(List<FieldError> errors) {
        refuse(priority, "/priority", errors);
        refuse(status, "/status", errors);
        refuse(resolvedAt, "/resolved_at", errors);
        if (respondent != null && userId != null && !respondent.equals(userId)) {
            errors.add(new FieldError("/respondent", "contradiction", "The respondent and the user are two people."));
        }
        if (survey == null) {
            errors.add(new FieldError("/survey", "required", "A survey answer names its survey."));
        }
        if (score == null) {
            errors.add(new FieldError("/score", "required", "A survey answer has a score."));
        }
        if (survey == null || score == null) {
            return null;
        }
        if (!survey.accepts(score)) {
            errors.add(new FieldError("/score", "invalid_value", "This survey's scores are " + survey.scale() + "."));
        }
        return new Touchpoint.SurveyAnswer(
                touchpointId, accountId, stored(occurredAt), survey, score, respondent == null ? userId : respondent);
    }

    /** To the microsecond, which is what the database keeps, so that the same touchpoint sent again is the same. */
    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static void refuse(@Nullable Object value, String pointer, List<FieldError> errors) {
        if (value != null) {
            errors.add(new FieldError(pointer, "unknown_field", "This kind of touchpoint has no such field."));
        }
    }
}
