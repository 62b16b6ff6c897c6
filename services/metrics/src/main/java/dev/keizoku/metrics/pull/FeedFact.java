package dev.keizoku.metrics.pull;

import dev.keizoku.metrics.timeline.TimelineRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One row of the change feed, as far as metrics are concerned. */
sealed interface FeedFact {

    /** Which row of the feed told of it, and when that counts as known. */
    record Told(long seq, Instant knownAt) {}

    /** A new version of the tenant's settings; policies as JSON, empty where none is set. */
    record TenantSettings(
            Told told,
            long version,
            String name,
            String zone,
            String currency,
            String language,
            int fiscalYearStartMonth,
            String policies)
            implements FeedFact {}

    /**
     * An account as it is now; attributes as JSON.
     *
     * @param internal in no figure
     * @param mergedInto the account that has its subscriptions now
     */
    record Account(
            Told told,
            String id,
            String name,
            String attributes,
            boolean deleted,
            @Nullable String parent,
            @Nullable String owner,
            boolean internal,
            @Nullable String mergedInto)
            implements FeedFact {}

    record Plan(String id, String name, String product, int tierRank, boolean isPublic, boolean addOn)
            implements FeedFact {}

    /** A change of a subscription, told for the first time, anew, or taken back. */
    record Change(TimelineRow row) implements FeedFact {}

    /**
     * What was charged for what was used in a period of service.
     *
     * @param what null where the charge was taken back
     */
    record Charge(
            Told told,
            String subscription,
            String change,
            @Nullable Charged what) implements FeedFact {}

    /** An amount, and the period it is of: from an instant to another, the latter excluded. */
    record Charged(BigDecimal amount, String currency, Instant from, Instant to) {}

    /** 1 base = rate currency. */
    record Rate(Told told, String base, String currency, LocalDate day, BigDecimal rate) implements FeedFact {}

    /**
     * A contract that comes up for renewal, as it stands now.
     *
     * @param deleted whether it went with its subscription
     */
    record Renewal(
            Told told,
            String id,
            String subscription,
            String account,
            Instant dueAt,
            @Nullable Integer termMonths,
            boolean autoRenew,
            @Nullable Instant noticeBy,
            @Nullable String intent,
            @Nullable String outcome,
            @Nullable Instant outcomeAt,
            boolean deleted)
            implements FeedFact {}
}
