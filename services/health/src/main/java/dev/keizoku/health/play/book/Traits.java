package dev.keizoku.health.play.book;

import org.jspecify.annotations.Nullable;

/**
 * What of an account decides how a play is done.
 *
 * @param maturity how used to the product it is, as the tenant says; {@code early} in its first 90 days when it does not
 */
public record Traits(
        @Nullable String industry,
        @Nullable String size,
        @Nullable String techLiteracy,
        @Nullable String maturity) {

    public static final String EARLY = "early";

    /** Whether the basics have to stick first. */
    public boolean early() {
        return EARLY.equalsIgnoreCase(maturity);
    }
}
