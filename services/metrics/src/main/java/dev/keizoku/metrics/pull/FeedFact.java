package dev.keizoku.metrics.pull;

import dev.keizoku.metrics.timeline.TimelineRow;

/** One row of the change feed, as far as metrics are concerned. */
sealed interface FeedFact {

    /** A new version of the tenant's settings. */
    record TenantSettings(
            long version, String name, String zone, String currency, String language, int fiscalYearStartMonth)
            implements FeedFact {}

    /** An account as it is now; attributes as JSON. */
    record Account(String id, String name, String attributes, boolean deleted) implements FeedFact {}

    record Plan(String id, String name, String product, int tierRank) implements FeedFact {}

    /** A change of a subscription, told for the first time or anew. */
    record Change(TimelineRow row) implements FeedFact {}
}
