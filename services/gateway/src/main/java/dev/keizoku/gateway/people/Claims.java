package dev.keizoku.gateway.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token says, by the name of the claim, or by its path with dots where an object holds it. */
record Claims(Map<String, Object> all) {

    /** One text; null when the claim is missing, empty or something else. */
    @Nullable String text(String name) {
        return find(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** The texts of a claim that is one or a list of them. */
    List<String> texts(String name) {
        return switch (find(name)) {
            case String text -> List.of(text);
            case Collection<?> many ->
                many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }

    List<String> audience() {
        return texts("aud");
    }

    /** The e-mail address, when the issuer says that it is really the person's. */
    @Nullable String verifiedEmail() {
        Object verified = all.get("email_verified");
        return Boolean.TRUE.equals(verified) || "true".equals(verified) ? text("email") : null;
    }

    private @Nullable Object find(String name) {
        if (all.containsKey(name)) {
            return all.get(name);
        }
        Object at = all;
        for (String part : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return at;
    }
}
