package dev.keizoku.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.segment.Filters;
import dev.keizoku.gateway.segment.Query;
import dev.keizoku.gateway.segment.Segments;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a read goes whose query says more than its path: accounts with {@code include} are the portfolio, which health
 * keeps, and {@code segment} stands for the filters that were saved under the name.
 */
@Singleton
final class Directions {

    private static final String ACCOUNTS = "/v1/accounts";
    private static final String PORTFOLIO = "/v1/portfolio";
    private static final String INCLUDE = "include";
    private static final String SEGMENT = "segment";
    private static final List<String> INCLUDED = List.of("health", "mrr", "renewal");

    private final Segments segments;
    private final ObjectMapper mapper;
    private final Map<String, Filters> segmented = new HashMap<>();

    Directions(Segments segments, ObjectMapper mapper) {
        this.segments = segments;
        this.mapper = mapper;
        for (Upstream upstream : Upstream.values()) {
            JsonNode contract = Contract.load(upstream.contract());
            contract.path("paths").fieldNames().forEachRemaining(path -> {
                if (takesSegment(contract.path("paths").path(path).path("get"))) {
                    segmented.put(path, Filters.of(contract, path));
                }
            });
        }
    }

    /** Whom to ask for what. */
    record Direction(Upstream upstream, String uri) {}

    /** Whether the query of a request has to be looked at. */
    static boolean concern(Route route, String uri) {
        int query = uri.indexOf('?');
        return route.method() == HttpMethod.GET
                && query >= 0
                && (uri.indexOf(SEGMENT + "=", query) > 0
                        || route.template().equals(ACCOUNTS) && uri.indexOf(INCLUDE + "=", query) > 0);
    }

    /**
     * Finds the way; looks into the database for a segment.
     *
     * @throws ProblemException 400 for a segment or an inclusion that is not to be had there
     */
    Direction of(Entry entry, Upstream upstream, String uri) {
        int mark = uri.indexOf('?');
        String path = uri.substring(0, mark);
        String template = entry.route().template();
        Upstream target = upstream;
        Query query = Query.parse(uri.substring(mark + 1));
        List<FieldError> errors = new ArrayList<>();
        if (template.equals(ACCOUNTS) && query.has(INCLUDE)) {
            boolean known = query.take(INCLUDE).stream()
                    .flatMap(value -> Arrays.stream(value.split(",", -1)))
                    .allMatch(INCLUDED::contains);
            if (!known) {
                errors.add(new FieldError(
                        "?" + INCLUDE, "invalid_value", "Accepted: " + String.join(", ", INCLUDED) + "."));
            }
            path = PORTFOLIO;
            template = PORTFOLIO;
            target = Upstream.HEALTH;
        }
        Filters accepted = segmented.get(template);
        if (query.has(SEGMENT) && accepted != null) {
            List<String> named = query.take(SEGMENT);
            if (named.size() > 1) {
                errors.add(new FieldError("?" + SEGMENT, "repeated", "This parameter may be given once."));
            }
            segments.expand(
                    Bearer.of(entry.token(), mapper).tenant(),
                    named.getFirst(),
                    accepted,
                    query,
                    "?" + SEGMENT,
                    errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return new Direction(target, path + query.text());
    }

    private static boolean takesSegment(JsonNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(SEGMENT)
                    || parameter.path("$ref").asText().endsWith("/Segment")) {
                return true;
            }
        }
        return false;
    }
}
