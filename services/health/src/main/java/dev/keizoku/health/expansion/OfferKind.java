package dev.keizoku.health.expansion;

import static dev.keizoku.health.expansion.ConditionCode.CUSTOMER;
import static dev.keizoku.health.expansion.ConditionCode.NEED_EVIDENCE;
import static dev.keizoku.health.expansion.ConditionCode.NO_OPEN_OFFER;
import static dev.keizoku.health.expansion.ConditionCode.TRIGGER;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be proposed to a customer. */
public enum OfferKind {
    /** A higher plan, or more of the same. */
    UPSELL,
    /** An add-on to what it has. */
    CROSS_SELL,
    /** A year instead of month by month. */
    TERM_UPGRADE,
    /** A cheaper plan, to keep a customer that thinks of leaving. */
    DOWNSELL;

    /** The conditions every account is looked at for, those of single kinds left out. */
    static final Set<ConditionCode> SHARED = EnumSet.range(CUSTOMER, TRIGGER);

    /** What has to hold for anything more: all but that the account needs it right now. */
    static final Set<ConditionCode> WELCOME = withoutNeed();

    @JsonCreator
    public static OfferKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which of the shared conditions have to hold for it. */
    Set<ConditionCode> needs() {
        return switch (this) {
            case UPSELL, CROSS_SELL -> SHARED;
            case TERM_UPGRADE -> WELCOME;
            case DOWNSELL -> EnumSet.of(CUSTOMER, NO_OPEN_OFFER);
        };
    }

    private static Set<ConditionCode> withoutNeed() {
        Set<ConditionCode> welcome = EnumSet.copyOf(SHARED);
        welcome.remove(NEED_EVIDENCE);
        welcome.remove(TRIGGER);
        return welcome;
    }
}
