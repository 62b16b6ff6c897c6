package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a balance moved, so that upsell can leave out price rises and expired discounts. */
public enum Reason {
    START,
    TRIAL_CONVERSION,
    ADD_ON,
    PLAN_UPGRADE,
    PLAN_DOWNGRADE,
    QUANTITY,
    PRICE_CHANGE,
    DISCOUNT_START,
    DISCOUNT_END,
    TERM_CHANGE,
    RAMP,
    CURRENCY_CHANGE,
    PAUSE,
    RESUME,
    VOLUNTARY,
    INVOLUNTARY,
    TRANSFER;

    private static final Comparator<DayChange> BY_WEIGHT = Comparator.comparing(DayChange::weight);

    /** The reason of the change that moved most; a caller's own reason wins if it is one of these codes. */
    static Reason of(MovementType type, List<DayChange> changes) {
        if (isSwitch(type, changes)) {
            return type == MovementType.EXPANSION ? PLAN_UPGRADE : PLAN_DOWNGRADE;
        }
        DayChange heaviest = changes.stream().max(BY_WEIGHT).orElseThrow();
        Reason given = given(heaviest.after().reason());
        return given != null ? given : derived(type, heaviest);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One subscription ends and one of another plan begins on the same day: a change of plan, whatever the paperwork. */
    private static boolean isSwitch(MovementType type, List<DayChange> changes) {
        if (type != MovementType.EXPANSION && type != MovementType.CONTRACTION) {
            return false;
        }
        return changes.stream()
                .filter(DayChange::ends)
                .anyMatch(ending -> changes.stream()
                        .filter(DayChange::begins)
                        .anyMatch(beginning ->
                                !ending.after().plan().equals(beginning.after().plan())));
    }

    private static @Nullable Reason given(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String code = text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        for (Reason reason : values()) {
            if (reason.name().equals(code)) {
                return reason;
            }
        }
        return null;
    }

    private static Reason derived(MovementType type, DayChange change) {
        SubscriptionState before = change.before().state();
        return switch (change.after().state()) {
            case ENDED, TRIAL -> VOLUNTARY;
            case PAUSED -> PAUSE;
            case ACTIVE -> {
                if (before == SubscriptionState.PAUSED) {
                    yield RESUME;
                }
                yield change.begins() ? beginning(type, before) : ofTerms(change);
            }
        };
    }

    private static Reason beginning(MovementType type, SubscriptionState before) {
        if (type == MovementType.EXPANSION) {
            return ADD_ON;
        }
        return before == SubscriptionState.TRIAL ? TRIAL_CONVERSION : START;
    }

    private static Reason ofTerms(DayChange change) {
        Standing before = change.before();
        Standing after = change.after();
        if (!before.currency().equals(after.currency())) {
            return CURRENCY_CHANGE;
        }
        if (!before.plan().equals(after.plan())) {
            return after.annual().compareTo(before.annual()) > 0 ? PLAN_UPGRADE : PLAN_DOWNGRADE;
        }
        Price old = before.price();
        Price now = after.price();
        if (old != null && now != null && (old.unit() != now.unit() || old.count() != now.count())) {
            return TERM_CHANGE;
        }
        return before.quantity().compareTo(after.quantity()) != 0 ? QUANTITY : PRICE_CHANGE;
    }
}
