package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.SubscriptionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A renewal as a caller tells of it.
 *
 * @param dueAt when left out, what is known of it, or else the end of the subscription's term or its next billing date
 * @param intentAt when left out, now, or when the same was said first
 */
record RenewalRequest(
        SubscriptionId subscriptionId,
        String renewalId,
        @Nullable Instant dueAt,
        @Nullable Integer termMonths,
        boolean autoRenew,
        @Nullable Instant noticeBy,
        @Nullable RenewalIntent intent,
        @Nullable String intentBy,
        @Nullable Instant intentAt,
        @Nullable RenewalOutcome outcome,
        @Nullable Instant outcomeAt) {

    private static final int MAX_MONTHS = 1200;
    private static final int MAX_NAME = 255;

    RenewalRequest {
        dueAt = micros(dueAt);
        noticeBy = micros(noticeBy);
        intentAt = micros(intentAt);
        outcomeAt = micros(outcomeAt);
    }

    /** What does not fit; field names get the prefix. */
    List<FieldError> misfits(String prefix) {
        List<FieldError> errors = new ArrayList<>();
        try {
            CallerId.check(renewalId);
        } catch (IllegalArgumentException unfit) {
            errors.add(new FieldError(prefix + "renewal_id", "invalid_value", String.valueOf(unfit.getMessage())));
        }
        if (termMonths != null && (termMonths < 1 || termMonths > MAX_MONTHS)) {
            errors.add(new FieldError(prefix + "term_months", "invalid_value", "Expected 1 to 1200 months."));
        }
        if (intentBy != null && (intentBy.isEmpty() || intentBy.codePointCount(0, intentBy.length()) > MAX_NAME)) {
            errors.add(new FieldError(prefix + "intent_by", "invalid_value", "A name has 1 to 255 characters."));
        }
        if (intent == null && (intentBy != null || intentAt != null)) {
            errors.add(new FieldError(prefix + "intent", "required", "Say what is meant to become of it."));
        }
        if ((outcome == null) != (outcomeAt == null)) {
            String missing = outcome == null ? "outcome" : "outcome_at";
            errors.add(new FieldError(prefix + missing, "required", "An outcome says what and when."));
        }
        return errors;
    }

    /** The renewal it comes to. */
    Renewal toRenewal(@Nullable Renewal known, Instant due, Instant now) {
        boolean said =
                known != null && known.intent() == intent && java.util.Objects.equals(known.intentBy(), intentBy);
        Instant saidAt = said && known != null ? known.intentAt() : now;
        return new Renewal(
                subscriptionId,
                renewalId,
                due,
                termMonths,
                autoRenew,
                noticeBy,
                intent,
                intentBy,
                intent == null ? null : intentAt == null ? saidAt : intentAt,
                outcome,
                outcomeAt);
    }

    private static @Nullable Instant micros(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }
}
