package dev.keizoku.subscriptions.renewal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A renewal of which nobody knew the outcome at some time.
 *
 * @param noticeBy until when it can be declined
 * @param intent what was meant to become of it, as the wire writes it
 */
public record PendingRenewal(
        String subscriptionId,
        Instant dueAt,
        @Nullable Instant noticeBy,
        boolean autoRenew,
        @Nullable String intent) {}
