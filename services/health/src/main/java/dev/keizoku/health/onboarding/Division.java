package dev.keizoku.health.onboarding;

import org.jspecify.annotations.Nullable;

/** What cohorts are divided by beside their month. */
sealed interface Division {

    String ATTRIBUTE = "attribute.";

    /** Not at all. */
    record None() implements Division {}

    /** By the plans it has. */
    record Plan() implements Division {}

    /** By who looks after it. */
    record Owner() implements Division {}

    /** By an attribute, as the tenant names it. */
    record Attribute(String name) implements Division {}

    /** The division of that name; null when there is none of it. */
    static @Nullable Division of(@Nullable String asked) {
        if (asked == null) {
            return new None();
        }
        return switch (asked) {
            case "plan" -> new Plan();
            case "owner" -> new Owner();
            case String other
            when other.startsWith(ATTRIBUTE) && other.length() > ATTRIBUTE.length() ->
                new Attribute(other.substring(ATTRIBUTE.length()));
            default -> null;
        };
    }
}
