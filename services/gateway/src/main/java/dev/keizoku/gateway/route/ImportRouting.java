package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the service an import belongs to: a new one by its kind, a known one by the beginning of its id. */
final class ImportRouting {

    private static final String ONE = "/v1/imports/";

    private ImportRouting() {}

    /**
     * The service that keeps the import.
     *
     * @throws ProblemException 400 for a kind nobody imports, 404 for an id nobody gave out
     */
    static Upstream of(String path, @Nullable String kind) {
        if (path.startsWith(ONE)) {
            return Arrays.stream(Upstream.values())
                    .filter(upstream -> !upstream.importKinds().isEmpty())
                    .filter(upstream -> path.startsWith(upstream.importPrefix(), ONE.length()))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such import."));
        }
        return Arrays.stream(Upstream.values())
                .filter(upstream -> kind != null && upstream.importKinds().contains(kind))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofFields(List.of(new FieldError(
                        "?kind", kind == null ? "required" : "invalid_value", "Accepted: " + kinds() + "."))));
    }

    private static String kinds() {
        return Arrays.stream(Upstream.values())
                .flatMap(upstream -> upstream.importKinds().stream())
                .collect(Collectors.joining(", "));
    }
}
