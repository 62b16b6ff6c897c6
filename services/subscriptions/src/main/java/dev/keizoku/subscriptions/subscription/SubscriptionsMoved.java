package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.feed.FeedEntry;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Whose subscriptions are has changed: what hangs on them is told again in the same transaction.
 *
 * @param subscriptions their ids
 * @param told where rows of the feed are added that tell of it
 */
public record SubscriptionsMoved(
        Handle handle, TenantId tenant, List<String> subscriptions, List<FeedEntry> told, Instant now) {}
