package dev.keizoku.metrics.timeline;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the feed said of why a change was made.
 *
 * @param kind of change
 * @param reason free text, or one of the codes of the ledger
 * @param code a leaver's own reason, such as {@code too_expensive}
 * @param intent {@code voluntary}, {@code involuntary}, {@code pause} or {@code discount}
 */
public record Cause(
        String kind,
        @Nullable String reason,
        @Nullable String code,
        @Nullable String intent) {

    public static final String TRANSFER = "transfer";

    /** Where nothing was said. */
    public static final Cause UNTOLD = new Cause("", null, null, null);

    public static Cause ofReason(@Nullable String reason) {
        return reason == null ? UNTOLD : new Cause("", reason, null, null);
    }

    public static Cause ofIntent(String intent) {
        return new Cause("", null, null, intent);
    }

    /** This, as the hand-over of a subscription between two accounts. */
    public Cause ofTransfer() {
        return new Cause(TRANSFER, reason, code, intent);
    }

    public boolean isTransfer() {
        return kind.equals(TRANSFER);
    }

    public boolean intends(String what) {
        return intent != null && intent.toLowerCase(Locale.ROOT).equals(what);
    }
}
