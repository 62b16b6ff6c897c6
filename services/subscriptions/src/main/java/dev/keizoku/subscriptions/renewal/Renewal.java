package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.SubscriptionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The renewal of one term of a subscription.
 *
 * @param dueAt when the term is over that it renews
 * @param termMonths how long the next term is
 * @param noticeBy until when it can be declined
 * @param intentBy who said what is meant to become of it
 */
record Renewal(
        SubscriptionId subscriptionId,
        String renewalId,
        Instant dueAt,
        @Nullable Integer termMonths,
        boolean autoRenew,
        @Nullable Instant noticeBy,
        @Nullable RenewalIntent intent,
        @Nullable String intentBy,
        @Nullable Instant intentAt,
        @Nullable RenewalOutcome outcome,
        @Nullable Instant outcomeAt) {

    /** How many days after it was due a renewal still bridges the gap. */
    static final int GRACE_DAYS = 30;

    /** When it came, by days of a zone; null unless it was renewed. */
    @Nullable Timing timing(ZoneId zone) {
        if (outcome == null || !outcome.renews() || outcomeAt == null) {
            return null;
        }
        LocalDate due = dueAt.atZone(zone).toLocalDate();
        LocalDate came = outcomeAt.atZone(zone).toLocalDate();
        if (came.equals(due)) {
            return Timing.ON_TIME;
        }
        if (came.isBefore(due)) {
            return Timing.EARLY;
        }
        return came.isAfter(due.plusDays(GRACE_DAYS)) ? Timing.LATE : Timing.LATE_IN_GRACE;
    }

    /** When all of it had happened that it tells of. */
    Instant lastSaid() {
        if (outcomeAt != null) {
            return outcomeAt;
        }
        return intentAt == null ? dueAt : intentAt;
    }
}
