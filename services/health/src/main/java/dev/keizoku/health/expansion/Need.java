package dev.keizoku.health.expansion;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.rule.Evidence;
import dev.keizoku.health.signal.rule.SignalLook;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows that an account needs more than it has. Nobody is advised what it does not need.
 *
 * @param fullest the limit that is used the most; null when nothing is known of any
 * @param gatedAttempts at locked features in 28 days
 * @param gatedFeatures those
 * @param seatsAdded in 90 days
 */
record Need(
        Utilisation.@Nullable Use fullest,
        boolean limitNear,
        boolean limitReached,
        long gatedAttempts,
        List<String> gatedFeatures,
        boolean gated,
        BigDecimal seatsAdded,
        boolean growsHealthily) {

    static Need of(AccountDay account, SignalLook signals, Utilisation use, ExpansionSettings settings) {
        UsageMeasure usage = account.fleet().usageFlows() ? account.usage() : null;
        Utilisation.Use fullest = use.fullest().orElse(null);
        long attempts = usage == null ? 0 : usage.limits().gated28();
        return new Need(
                fullest,
                fullest != null && fullest.share().compareTo(settings.limitNotice()) >= 0,
                fullest != null && fullest.used().compareTo(fullest.allowed()) >= 0,
                attempts,
                usage == null ? List.of() : usage.limits().gatedFeatures28(),
                attempts >= settings.gatedAttempts(),
                usage == null ? BigDecimal.ZERO : usage.breadth().seatsAdded90(),
                Expansion.growsHealthily(signals));
    }

    boolean grows() {
        return growsHealthily || seatsAdded.signum() > 0;
    }

    boolean shown() {
        return limitNear || gated || grows();
    }

    Evidence evidence() {
        return new Evidence()
                .with("limit", fullest == null ? null : fullest.shown())
                .with("gated_attempts_28", gatedAttempts)
                .with("gated_features_28", gatedFeatures.isEmpty() ? null : gatedFeatures)
                .with("seats_added_90", seatsAdded)
                .with("healthy_growth", growsHealthily);
    }
}
