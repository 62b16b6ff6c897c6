package dev.keizoku.health.play;

import dev.keizoku.health.play.book.MergeFields;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for an account.
 *
 * @param source {@code signal}, {@code date} or {@code hand}
 * @param atOpening how the account was when it opened
 * @param firstDueOn until when something has to be done at all
 * @param overdue whether the first action, or of one that was begun the last step, is late
 * @param end how it came to its end
 */
public record Play(
        UUID playId,
        Account account,
        String source,
        @Nullable UUID signalId,
        @Nullable SignalType signalType,
        PlaybookKey playbook,
        int playbooksVersion,
        @Nullable Integer variant,
        Tier tier,
        PlayState state,
        @Nullable String owner,
        LocalDate openedOn,
        Instant openedAt,
        LocalDate firstDueOn,
        List<LocalDate> stepDue,
        LocalDate dueOn,
        LocalDate expiresOn,
        boolean overdue,
        Opening atOpening,
        @Nullable Instant firstActionAt,
        @Nullable End end) {

    /** Whom it is for, as of the last time it was looked at. */
    public record Account(
            String id,
            @Nullable String name,
            @Nullable String industry,
            @Nullable String size,
            @Nullable String contactId,
            @Nullable String contactRole) {

        MergeFields.Values mergeFields() {
            return new MergeFields.Values(name == null ? id : name, industry, contactRole);
        }
    }

    /** The account when the play opened. */
    public record Opening(
            Band band,
            @Nullable RiskLevel riskLevel,
            @Nullable BigDecimal riskValue,
            @Nullable BigDecimal mrr,
            @Nullable String currency) {}

    /** How it came to its end; nobody is named where it ended by itself. */
    public record End(
            Instant at,
            @Nullable String by,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String note) {}
}
