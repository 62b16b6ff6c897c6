package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.util.HashMap;
import java.util.Map;

/**
 * A subscription with everything that was asked of it.
 *
 * @param fingerprints of every recorded change, by its id
 */
public record Subscription(
        SubscriptionId subscriptionId, AccountId accountId, Timeline timeline, Map<String, String> fingerprints) {

    Subscription with(Timeline next, Change change, String fingerprint) {
        Map<String, String> all = new HashMap<>(fingerprints);
        all.put(change.changeId(), fingerprint);
        return new Subscription(subscriptionId, accountId, next, all);
    }
}
