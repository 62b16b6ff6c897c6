package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.AccountFact;
import java.time.LocalDate;

/** Signs in the contract. */
final class CommercialRules {

    private static final String RENEW = "renew";
    private static final String CANCEL = "cancel";

    private CommercialRules() {}

    /** An end is scheduled. */
    static Verdict cancellationNotice(Sight sight) {
        AccountFact fact = sight.account().fact();
        if (fact.cancelAt() == null || !fact.live()) {
            return Verdict.QUIET;
        }
        return sight.fires(1, new Evidence().with("cancel_at", fact.cancelAt().toString()));
    }

    /** A payment is overdue. */
    static Verdict paymentFailed(Sight sight) {
        LocalDate on = sight.account().fact().paymentFailedOn();
        if (on == null || on.isAfter(sight.day())) {
            return Verdict.QUIET;
        }
        int days = sight.daysSince(on);
        return sight.fires(
                Verdict.ramp(days, 0, 0.6, sight.at("long_days"), 1),
                new Evidence().with("failed_on", on).with("days", days));
    }

    /** The day until which the customer can still say no draws near, and nobody knows what it wants. */
    static Verdict renewalWithoutIntent(Sight sight) {
        AccountFact.Renewal renewal = sight.account().fact().renewal();
        if (renewal == null || renewal.renewsOn().isBefore(sight.day()) || RENEW.equals(renewal.intent())) {
            return Verdict.QUIET;
        }
        LocalDate deadline = renewal.noticeDeadline() == null ? renewal.renewsOn() : renewal.noticeDeadline();
        int left = -sight.daysSince(deadline);
        boolean bound = left < 0 && renewal.autoRenew();
        if (left > sight.at("days") || bound) {
            return Verdict.QUIET;
        }
        boolean declined = CANCEL.equals(renewal.intent());
        return sight.fires(
                declined ? 1 : Verdict.ramp(Math.max(0, left), 0, 1, sight.at("days"), 0.4),
                new Evidence()
                        .with("renews_on", renewal.renewsOn())
                        .with("notice_deadline", renewal.noticeDeadline())
                        .with("days_to_deadline", left)
                        .with("auto_renew", renewal.autoRenew())
                        .with("intent", renewal.intent()));
    }
}
