package dev.keizoku.gateway.route;

import com.fasterxml.jackson.core.JsonPointer;
import dev.keizoku.gateway.limit.LimitClass;
import dev.keizoku.gateway.upstream.Upstream;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One public operation: what is asked for, and who answers it.
 *
 * @param template the path as the contract writes it
 * @param limit what it is counted as
 */
record Route(HttpMethod method, String template, Target target, Access access, LimitClass limit, Reach reach) {

    /**
     * Who may come.
     *
     * @param scope that the contract asks for
     * @param open to anybody, which is nearly nothing
     * @param keyInBody whether a sender who shows no credential in a header may have it in the body
     * @param publishable whether a key that anybody may see is enough
     * @param browser whether a page may call it with a token, for the account and user of the token
     */
    record Access(@Nullable String scope, boolean open, boolean keyInBody, boolean publishable, boolean browser) {}

    /**
     * What it means to somebody who is kept to some accounts.
     *
     * @param ownerFilter the parameter that narrows it to an owner's accounts
     * @param otherAccounts whether it tells of accounts besides the one in its path
     * @param accountIn where the account it is of is told, when the path does not
     */
    record Reach(
            @Nullable String ownerFilter,
            boolean otherAccounts,
            @Nullable AccountIn accountIn) {}

    /** Where it is told which account an operation is of. */
    sealed interface AccountIn {

        /**
         * In what somebody reads of the thing in the path.
         *
         * @param template of the read
         * @param what there is none of when the account is somebody else's
         */
        record Answer(String template, JsonPointer at, String what) implements AccountIn {}

        /** In the body. */
        record Body(JsonPointer at) implements AccountIn {}
    }

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
