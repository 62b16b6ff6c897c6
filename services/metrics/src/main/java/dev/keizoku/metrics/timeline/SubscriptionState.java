package dev.keizoku.metrics.timeline;

import java.util.Locale;

/** Where a subscription stands; only an active one, its payment late or not, is worth anything. */
public enum SubscriptionState {
    TRIAL,
    /** Active with nothing to pay by its terms. */
    FREE,
    ACTIVE,
    /** Active, and a payment has failed. */
    PAST_DUE,
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
