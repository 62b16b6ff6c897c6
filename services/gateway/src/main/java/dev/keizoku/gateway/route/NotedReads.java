package dev.keizoku.gateway.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AuditTrail;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Notes in the audit log who reads what only administrators may, before it is answered. Which operations these are
 * follows from the scope that their contract asks for.
 */
@Singleton
final class NotedReads {

    private static final Set<String> ADMINISTRATIVE = Set.of("admin", "webhooks:manage");

    /** Whose data it was that somebody read is not kept. */
    private static final Set<String> PERSONS = Set.of("{user_id}", "{contact_id}");

    private final AuditTrail trail;
    private final ObjectMapper mapper;
    private final Clock clock;

    NotedReads(AuditTrail trail, ObjectMapper mapper, Clock clock) {
        this.trail = trail;
        this.mapper = mapper;
        this.clock = clock;
    }

    static boolean concern(Route route) {
        String scope = route.access().scope();
        return route.method() == HttpMethod.GET && scope != null && ADMINISTRATIVE.contains(scope);
    }

    /** Writes an entry, unless the answer will be that it takes another scope. */
    void note(Entry entry, String requestId) {
        Bearer bearer = Bearer.of(entry.token(), mapper);
        String scope = entry.route().access().scope();
        if (scope == null || !bearer.scopes().contains(scope)) {
            return;
        }
        ObjectNode detail = mapper.createObjectNode()
                .put("operation", "GET " + entry.route().template())
                .put("request_id", requestId);
        List<String> ids = ids(entry.route().template(), PathRules.pathOf(entry.target()));
        if (!ids.isEmpty()) {
            detail.put("id", String.join("/", ids));
        }
        trail.add(bearer.tenant(), clock.instant(), bearer.subject(), "administration.read", detail);
    }

    private static List<String> ids(String template, String path) {
        String[] names = template.split("/", -1);
        String[] values = path.split("/", -1);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < names.length && i < values.length; i++) {
            if (names[i].startsWith("{") && !PERSONS.contains(names[i])) {
                ids.add(URLDecoder.decode(values[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return ids;
    }
}
