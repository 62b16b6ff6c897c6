package dev.keizoku.metrics.timeline;

import java.util.Locale;

/** Where a subscription stands; only an active one is worth anything. */
public enum SubscriptionState {
    TRIAL,
    ACTIVE,
    PAUSED,
    ENDED;

    /**
     * The state of that wire name.
     *
     * @throws UnreadableFact when there is none: a new state needs a decision, not a guess
     */
    public static SubscriptionState of(String name) {
        for (SubscriptionState state : values()) {
            if (state.wireName().equals(name)) {
                return state;
            }
        }
        throw new UnreadableFact("Subscriptions have no state '" + name + "'.");
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
