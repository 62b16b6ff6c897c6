package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import java.math.BigDecimal;
import java.util.ArrayList;
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
    static Reason of(MovementType type, Line line, List<DayChange> changes) {
        DayChange heaviest = heaviest(changes);
        if (heaviest.isTransfer()) {
            return TRANSFER;
        }
        if (type != MovementType.EXPANSION && type != MovementType.CONTRACTION) {
            return ofOne(type, line, heaviest);
        }
        List<DayChange> replaced = withReplacements(changes);
        if (isSwitch(replaced)) {
            return type == MovementType.EXPANSION ? PLAN_UPGRADE : PLAN_DOWNGRADE;
        }
        return ofOne(type, line, heaviest(replaced));
    }

    private static Reason ofOne(MovementType type, Line line, DayChange change) {
        Reason given = given(change);
        return given != null ? given : derived(type, line, change);
    }

    /** The leaver's own reason, of the change that moved most. */
    static @Nullable String codeOf(List<DayChange> changes) {
        return heaviest(changes).after().cause().code();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static DayChange heaviest(List<DayChange> changes) {
        return changes.stream().max(BY_WEIGHT).orElseThrow();
    }

    /** One subscription ends and one of another plan begins on the same day: a change of plan, whatever the paperwork. */
    private static boolean isSwitch(List<DayChange> changes) {
        return changes.stream()
                .filter(DayChange::ends)
                .anyMatch(ending -> changes.stream()
                        .filter(DayChange::begins)
                        .anyMatch(beginning ->
                                !ending.after().plan().equals(beginning.after().plan())));
    }

    /** A subscription that ends and one of the same plan that begins on that day are one subscription that changed. */
    private static List<DayChange> withReplacements(List<DayChange> changes) {
        List<DayChange> replaced = new ArrayList<>(changes);
        changes.stream()
                .filter(Reason::isOver)
                .forEach(ending -> replaced.stream()
                        .filter(change -> change.begins()
                                && !change.isTransfer()
                                && change.after().plan().equals(ending.before().plan()))
                        .max(BY_WEIGHT)
                        .ifPresent(beginning -> {
                            replaced.removeAll(List.of(ending, beginning));
                            replaced.add(ending.followedBy(beginning));
                        }));
        return replaced;
    }

    private static boolean isOver(DayChange change) {
        return change.ends() && !change.isTransfer() && change.after().state() == SubscriptionState.ENDED;
    }

    private static @Nullable Reason given(DayChange change) {
        Cause cause = change.after().cause();
        if (cause.reason() != null) {
            String code =
                    cause.reason().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
            for (Reason reason : values()) {
                if (reason.name().equals(code)) {
                    return reason;
                }
            }
        }
        boolean less = change.after().annual().compareTo(change.before().annual()) < 0;
        if (cause.intends("discount")) {
            return less ? DISCOUNT_START : DISCOUNT_END;
        }
        if (cause.intends("pause") && less) {
            return PAUSE;
        }
        return cause.intends("involuntary") && change.ends() ? INVOLUNTARY : null;
    }

    private static Reason derived(MovementType type, Line line, DayChange change) {
        if (change.before() == Standing.NONE && !change.begins()) {
            return START;
        }
        SubscriptionState before = change.before().state();
        return switch (change.after().state()) {
            case ENDED, TRIAL ->
                before == SubscriptionState.PAST_DUE && !change.after().cause().intends("voluntary")
                        ? INVOLUNTARY
                        : VOLUNTARY;
            case PAUSED -> PAUSE;
            case FREE, ACTIVE, PAST_DUE -> {
                if (before == SubscriptionState.PAUSED) {
                    yield RESUME;
                }
                boolean free = change.before().gross().signum() == 0;
                yield change.begins() && free ? beginning(type, before) : ofTerms(line, change);
            }
        };
    }

    private static Reason beginning(MovementType type, SubscriptionState before) {
        if (type == MovementType.EXPANSION) {
            return ADD_ON;
        }
        return before == SubscriptionState.TRIAL ? TRIAL_CONVERSION : START;
    }

    private static Reason ofTerms(Line line, DayChange change) {
        Standing before = change.before();
        Standing after = change.after();
        if (isDiscount(before, after)) {
            return after.annual().compareTo(before.annual()) < 0 ? DISCOUNT_START : DISCOUNT_END;
        }
        if (isAddOn(line, before, after)) {
            return ADD_ON;
        }
        if (!before.currency().equals(after.currency())) {
            return CURRENCY_CHANGE;
        }
        if (!before.plan().equals(after.plan())) {
            return after.annual().compareTo(before.annual()) > 0 ? PLAN_UPGRADE : PLAN_DOWNGRADE;
        }
        if (isAnotherTerm(before, after)) {
            return TERM_CHANGE;
        }
        return before.quantity().compareTo(after.quantity()) != 0 ? QUANTITY : PRICE_CHANGE;
    }

    /** The discounts changed, and moved more than the price did. */
    private static boolean isDiscount(Standing before, Standing after) {
        BigDecimal price = after.gross().subtract(before.gross()).abs();
        BigDecimal off = after.gross().subtract(after.annual());
        BigDecimal wasOff = before.gross().subtract(before.annual());
        return !before.terms().discounts().equals(after.terms().discounts())
                && off.subtract(wasOff).abs().compareTo(price) > 0;
    }

    /** The line is another item's, or the other items together moved more than the main one did. */
    private static boolean isAddOn(Line line, Standing before, Standing after) {
        if (!line.ofWholeCustomer()) {
            return !line.plan().equals(before.plan()) && !line.plan().equals(after.plan());
        }
        BigDecimal main = after.mainGross().subtract(before.mainGross());
        BigDecimal others = after.gross().subtract(before.gross()).subtract(main);
        return others.abs().compareTo(main.abs()) > 0;
    }

    private static boolean isAnotherTerm(Standing before, Standing after) {
        Price old = before.price();
        Price now = after.price();
        boolean billedOtherwise =
                old != null && now != null && (old.unit() != now.unit() || old.count() != now.count());
        boolean boundOtherwise = !before.term().isEmpty()
                && !after.term().isEmpty()
                && !before.term().equals(after.term());
        return billedOtherwise || boundOtherwise;
    }
}
