package dev.keizoku.gateway.access;

import dev.keizoku.kernel.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What keys of each kind may be wanted for. */
final class KeyRules {

    private static final String SENDS_EVENTS = "usage:write";

    /** With these one has a key made, or events sent, that say everything. */
    private static final Set<String> UNMASKED = Set.of(Scopes.ADMIN, "webhooks:manage");

    private KeyRules() {}

    static List<FieldError> objections(ApiKeys.Wanted wanted) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < wanted.scopes().size(); i++) {
            String scope = wanted.scopes().get(i);
            String pointer = "/scopes/" + i;
            if (!Scopes.known(scope)) {
                errors.add(
                        new FieldError(pointer, "invalid_value", "Accepted: " + String.join(", ", Scopes.NAMES) + "."));
            } else if (!seen.add(scope)) {
                errors.add(new FieldError(pointer, "repeated", "This scope is already in the list."));
            } else if (wanted.kind() == ApiKey.Kind.PUBLISHABLE && !scope.equals(SENDS_EVENTS)) {
                errors.add(new FieldError(pointer, "invalid_value", "A publishable key has the scope usage:write."));
            } else if (scope.equals(Scopes.PERSONAL_MASKED)
                    && wanted.scopes().stream().anyMatch(UNMASKED::contains)) {
                errors.add(new FieldError(
                        pointer, "invalid_value", "Whoever manages keys or endpoints could read it all the same."));
            }
        }
        for (int i = 0; i < wanted.origins().size(); i++) {
            if (!Origins.acceptable(wanted.origins().get(i))) {
                errors.add(new FieldError(
                        "/origins/" + i,
                        "invalid_value",
                        "An origin as browsers send it, such as https://app.acme.example; http only on localhost."));
            }
        }
        boolean needsOrigins = wanted.kind() == ApiKey.Kind.PUBLISHABLE;
        if (needsOrigins && wanted.origins().isEmpty()) {
            errors.add(new FieldError("/origins", "required", "A publishable key is good from some origins only."));
        } else if (!needsOrigins && !wanted.origins().isEmpty()) {
            errors.add(new FieldError("/origins", "invalid_value", "A secret key does not belong in a browser."));
        }
        return errors;
    }
}
