package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something said between a customer and the people who look after it. The caller's id makes it one of a kind. */
public sealed interface Touchpoint {

    String id();

    AccountId account();

    Instant occurredAt();

    /** Which kind it is, as the wire and the database write it. */
    String kind();

    /** A support enquiry. It may be sent again as it moves on: its priority, status and resolution are its latest. */
    record Ticket(
            String id,
            AccountId account,
            Instant occurredAt,
            TicketPriority priority,
            TicketStatus status,
            @Nullable Instant resolvedAt,
            @Nullable UserId user)
            implements Touchpoint {

        static final String KIND = "ticket";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * An answer to a survey.
     *
     * @param respondent who answered; null when the survey was anonymous, so that every answer counts for itself
     */
    record SurveyAnswer(
            String id,
            AccountId account,
            Instant occurredAt,
            Survey survey,
            int score,
            @Nullable UserId respondent) implements Touchpoint {

        static final String KIND = "survey_answer";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
