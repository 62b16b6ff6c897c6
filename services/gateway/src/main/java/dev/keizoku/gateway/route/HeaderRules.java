package dev.keizoku.gateway.route;

import dev.keizoku.kernel.RequestIds;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers stop at the gateway. */
final class HeaderRules {

    /** RFC 9110, 7.6.1: what speaks to the next hop and not to the end. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "http2-settings");

    /** Credentials that are exchanged here, and claims about the caller that only the gateway may make. */
    private static final Set<String> OURS = Set.of(
            "authorization",
            "cookie",
            "expect",
            "forwarded",
            "x-api-key",
            "x-real-ip",
            "x-original-url",
            "x-rewrite-url");

    private static final List<String> OUR_PREFIXES = List.of("x-tenant-", "x-forwarded-", "x-keizoku-");

    private HeaderRules() {}

    /** Takes out of a request what the service behind must not see. */
    static MultiMap outbound(MultiMap headers) {
        removeConnectionOptions(headers);
        for (String name : List.copyOf(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (HOP_BY_HOP.contains(lower)
                    || OURS.contains(lower)
                    || OUR_PREFIXES.stream().anyMatch(lower::startsWith)) {
                headers.remove(name);
            }
        }
        return headers;
    }

    /** Takes out of an answer what was meant for the gateway; the request's id is on it already. */
    static MultiMap inbound(MultiMap headers) {
        removeConnectionOptions(headers);
        HOP_BY_HOP.forEach(headers::remove);
        return headers.remove(RequestIds.HEADER);
    }

    /** A header that is named by {@code Connection} is for the next hop only. */
    private static void removeConnectionOptions(MultiMap headers) {
        for (String options : headers.getAll("connection")) {
            for (String option : options.split(",", -1)) {
                String name = option.strip();
                // What frames the body is not the caller's to take away.
                if (!name.isEmpty()
                        && !name.equalsIgnoreCase("content-length")
                        && !name.equalsIgnoreCase("transfer-encoding")) {
                    headers.remove(name);
                }
            }
        }
    }
}
