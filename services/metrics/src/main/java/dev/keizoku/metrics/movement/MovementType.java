package dev.keizoku.metrics.movement;

import java.util.Locale;

/** What happened to a customer's balance. Decided for the whole customer (or plan), not for each subscription. */
public enum MovementType {
    NEW(1),
    REACTIVATION(1),
    EXPANSION(1),
    CONTRACTION(-1),
    CHURN(-1),
    /** The balance stayed; only the number of subscriptions changed. */
    NONE(0);

    private final int sign;

    MovementType(int sign) {
        this.sign = sign;
    }

    /**
     * The type of a change.
     *
     * @param wasPaying whether any balance, in whatever currency, was above zero before
     * @param isPaying whether any is now
     * @param paidBefore whether any ever was
     */
    public static MovementType of(boolean wasPaying, boolean isPaying, boolean paidBefore, int direction) {
        if (direction == 0) {
            return NONE;
        }
        if (!wasPaying) {
            return paidBefore ? REACTIVATION : NEW;
        }
        if (!isPaying) {
            return CHURN;
        }
        return direction > 0 ? EXPANSION : CONTRACTION;
    }

    /** The same where it all was handed over from another customer, or to one: nobody was won, and nobody lost. */
    public MovementType ofTransfer() {
        return switch (this) {
            case NEW, REACTIVATION, EXPANSION -> EXPANSION;
            case CHURN, CONTRACTION -> CONTRACTION;
            case NONE -> NONE;
        };
    }

    /** +1 where it adds to the balance, -1 where it takes away. */
    public int sign() {
        return sign;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
