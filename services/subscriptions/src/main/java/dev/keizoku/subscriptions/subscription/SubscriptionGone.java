package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A subscription is being taken out whole: what hangs on it goes in the same transaction. */
public record SubscriptionGone(Handle handle, TenantId tenant, SubscriptionId subscriptionId, Instant now) {}
