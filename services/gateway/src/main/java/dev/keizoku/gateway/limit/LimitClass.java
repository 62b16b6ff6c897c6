package dev.keizoku.gateway.limit;

import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls that are counted together. */
public enum LimitClass {
    INGESTION,
    READS,
    WRITES,
    EXPORTS;

    private static final Set<String> SENDING = Set.of("usage:write", "backfill");

    /**
     * The class of an operation.
     *
     * @param scope the operation needs, as its contract says
     * @param stated what the contract says of the class; nearly always nothing
     */
    public static LimitClass of(HttpMethod method, @Nullable String scope, @Nullable String stated) {
        if (stated != null) {
            return valueOf(stated.toUpperCase(Locale.ROOT));
        }
        if (method == HttpMethod.GET || scope != null && scope.endsWith(":read")) {
            return READS;
        }
        return method == HttpMethod.POST && scope != null && SENDING.contains(scope) ? INGESTION : WRITES;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
