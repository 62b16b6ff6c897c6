package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.subscriptions.renewal.PendingRenewal;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The renewal of an account that is next, or has been due for at most 30 days without an outcome.
 *
 * @param noticeDeadline the last day on which it can be declined
 * @param intent what is meant to become of it: {@code renew}, {@code cancel} or {@code undecided}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RenewalFact(
        LocalDate renewsOn,
        @Nullable LocalDate noticeDeadline,
        boolean autoRenew,
        @Nullable String intent) {

    static RenewalFact of(PendingRenewal renewal, ZoneId zone) {
        Instant noticeBy = renewal.noticeBy();
        return new RenewalFact(
                renewal.dueAt().atZone(zone).toLocalDate(),
                noticeBy == null ? null : noticeBy.minusNanos(1).atZone(zone).toLocalDate(),
                renewal.autoRenew(),
                renewal.intent());
    }

    /** What a term says of its end where nobody spoke of its renewal. */
    static RenewalFact of(ContractTerm term, ZoneId zone) {
        return new RenewalFact(term.endsAt().atZone(zone).toLocalDate(), null, term.autoRenew(), null);
    }
}
