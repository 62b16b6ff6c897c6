package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the service an import belongs to: a new one by its kind, a known one by the beginning of its id. */
final class ImportRouting {

    private static final Map<String, Upstream> BY_KIND = new TreeMap<>(Map.of(
            "account", Upstream.SUBSCRIPTIONS,
            "plan", Upstream.SUBSCRIPTIONS,
            "subscription_change", Upstream.SUBSCRIPTIONS,
            "subscription_period", Upstream.SUBSCRIPTIONS,
            "event", Upstream.USAGE,
            "touchpoint", Upstream.HEALTH));

    private static final Map<String, Upstream> BY_PREFIX = Map.of(
            "imp_s_", Upstream.SUBSCRIPTIONS,
            "imp_u_", Upstream.USAGE,
            "imp_h_", Upstream.HEALTH);

    private static final String ONE = "/v1/imports/";

    private ImportRouting() {}

    /**
     * The service that keeps the import.
     *
     * @throws ProblemException 400 for a kind nobody imports, 404 for an id nobody gave out
     */
    static Upstream of(String path, @Nullable String kind) {
        if (path.startsWith(ONE)) {
            return BY_PREFIX.entrySet().stream()
                    .filter(entry -> path.startsWith(entry.getKey(), ONE.length()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such import."));
        }
        Upstream upstream = kind == null ? null : BY_KIND.get(kind);
        if (upstream == null) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?kind",
                    kind == null ? "required" : "invalid_value",
                    "Accepted: " + String.join(", ", BY_KIND.keySet()) + ".")));
        }
        return upstream;
    }
}
