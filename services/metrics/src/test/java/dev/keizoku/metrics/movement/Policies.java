package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.policy.PolicySettings;

/** Policies as a tenant states them. */
final class Policies {

    private Policies() {}

    static LedgerPolicies of(String name, Object value) {
        String json = value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
        PolicySettings settings = PolicySettings.of("{\"" + name + "\": " + json + "}");
        if (!settings.notApplied().isEmpty()) {
            throw new AssertionError(name + " " + value + " is not understood");
        }
        return settings.policies();
    }
}
