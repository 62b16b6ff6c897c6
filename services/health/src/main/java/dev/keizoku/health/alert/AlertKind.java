package dev.keizoku.health.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be wrong with the data of a tenant. */
public enum AlertKind {
    /** The middle account of the fleet did less than half of its usual on one day. */
    USAGE_FELL,
    /** Hardly any account was heard of by tickets, or by messages, in a week. */
    SUPPORT_FELL,
    /** Usage comes for accounts that are not known: the ids do not match. */
    ACCOUNTS_UNMATCHED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
