package dev.keizoku.gateway.segment;

import dev.keizoku.gateway.upstream.UriText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a URI, in parts. */
public final class Query {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Reads what stands behind the question mark. */
    public static Query parse(@Nullable String text) {
        Query query = new Query();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.add(decoded(name), List.of(equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return query;
    }

    /** The same values by name. */
    static Query of(Map<String, List<String>> filters) {
        Query query = new Query();
        filters.forEach(query::add);
        return query;
    }

    public void add(String name, List<String> more) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).addAll(more);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The values of a parameter, which is gone then. */
    public List<String> take(String name) {
        List<String> taken = values.remove(name);
        return taken == null ? List.of() : taken;
    }

    /** As it stands in a URI, the question mark included; empty for none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, each) -> each.forEach(value -> text.append(text.isEmpty() ? '?' : '&')
                .append(UriText.of(name))
                .append('=')
                .append(UriText.of(value))));
        return text.toString();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
