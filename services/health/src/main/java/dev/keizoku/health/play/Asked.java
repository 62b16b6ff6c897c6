package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.Traits;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something of an account that may want a play.
 *
 * @param lately the playbooks of the account's plays that are not over, or began in the last 30 days and were not taken back
 */
record Asked(Account account, Cause cause, Set<PlaybookKey> lately) {

    /** The account as it is when the play opens. */
    record Account(
            String id,
            @Nullable String owner,
            Band band,
            @Nullable RiskLevel risk,
            @Nullable BigDecimal riskValue,
            @Nullable BigDecimal mrr,
            @Nullable String currency,
            Traits traits) {

        Tier tier() {
            return risk == null ? Tier.CONTENT : Tier.of(risk);
        }
    }

    /** What the play would be for. */
    sealed interface Cause {

        /** A sign of leaving since it was opened, or re-opened. */
        record Sign(UUID id, SignalType type, BigDecimal severity, LocalDate opening) implements Cause {}

        /** A date or a state. */
        record Date(PlaybookKey playbook, String occasion) implements Cause {}
    }
}
