package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.feed.FeedEntry;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * An account is becoming another one: what hangs on it follows in the same transaction, before its row goes.
 *
 * @param subscriptions the ids of those that were its own
 * @param told where rows of the feed are added that tell of it
 */
public record AccountMerging(
        Handle handle,
        TenantId tenant,
        AccountId account,
        AccountId into,
        List<String> subscriptions,
        List<FeedEntry> told,
        Instant now) {}
