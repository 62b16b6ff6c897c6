package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.Upstream;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One public operation: what is asked for, and who answers it.
 *
 * @param template the path as the contract writes it
 * @param openScope of the token that anybody gets for it; null where a credential is needed, as nearly everywhere
 * @param keyInBody whether a sender who shows no credential in a header may have it in the body
 */
record Route(
        HttpMethod method,
        String template,
        Target target,
        @Nullable String openScope,
        boolean keyInBody) {

    /** Who answers. */
    sealed interface Target {

        /** This process. */
        record Here(boolean operator) implements Target {}

        record Behind(Upstream upstream) implements Target {}

        /** The service whose data an import is, which the path alone does not tell. */
        record Imports() implements Target {}
    }

    /** Imports bring much, and runs and rebuilds are asked for while much else is under way. */
    boolean isLong() {
        return target instanceof Target.Imports
                || method == HttpMethod.POST && (template.endsWith("/score-runs") || template.endsWith("/rebuild"));
    }
}
