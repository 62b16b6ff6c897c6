package dev.keizoku.subscriptions.timeline;

import org.jspecify.annotations.Nullable;

/**
 * What is said of the cause of a change.
 *
 * @param reason in anybody's words, or a code
 * @param reasonCode why a customer leaves, as a code
 * @param intent whose will an end is
 */
public record Why(
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable Intent intent) {

    /** Nothing said. */
    public static final Why UNSAID = new Why(null, null, null);

    public static Why of(@Nullable String reason) {
        return new Why(reason, null, null);
    }
}
