package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a model does not speak of an account: it has never seen any like it. */
enum Withheld {
    INTERNAL,
    TRIAL,
    FREE,
    /** Its end is scheduled already. */
    NOTICE_GIVEN,
    /** It has no subscription, or none any more. */
    NO_CUSTOMER;

    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null of a customer, of whom a model may speak. */
    static @Nullable Withheld of(@Nullable Profile profile) {
        if (profile == null) {
            return NO_CUSTOMER;
        }
        if (profile.customer()) {
            return profile.cancelAt() == null ? null : NOTICE_GIVEN;
        }
        if (profile.internal()) {
            return INTERNAL;
        }
        return switch (profile.state()) {
            case "trial" -> TRIAL;
            case "free" -> FREE;
            default -> NO_CUSTOMER;
        };
    }
}
