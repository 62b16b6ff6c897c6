package dev.keizoku.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The feed of notices of a stub service, tenant by tenant. */
public final class StubNotices {

    private static final Pattern TENANT = Pattern.compile("\"tenant\":\"([^\"]+)\"");
    private static final Pattern AFTER = Pattern.compile("after=(\\d+)");

    private final Map<String, List<String>> told = new ConcurrentHashMap<>();

    /** Tells of an account; {@code fields} are further fields of the data. */
    public void tell(String tenant, String type, String account, int changeSeq, String fields) {
        List<String> rows = told.computeIfAbsent(tenant, first -> new CopyOnWriteArrayList<>());
        rows.add("""
                {"seq": %d, "at": "2026-04-02T15:10:00Z", "type": "%s", "account_id": "%s", "data": {"account_id": "%s",
                 "name": "Acme & Co", "external_ids": {}, "change_seq": %d%s}}
                """.formatted(rows.size() + 1, type, account, account, changeSeq, fields));
    }

    String answer(HttpExchange exchange) {
        if (exchange.getRequestURI().getPath().endsWith("heads")) {
            return told.entrySet().stream()
                    .map(entry -> "{\"tenant\": \"%s\", \"head\": %d}"
                            .formatted(entry.getKey(), entry.getValue().size()))
                    .collect(Collectors.joining(",", "{\"data\": [", "]}"));
        }
        List<String> rows = told.getOrDefault(tenant(exchange), List.of());
        int after = number(exchange.getRequestURI().getQuery());
        List<String> next = rows.subList(after, rows.size());
        return "{\"data\": [%s], \"next_after\": %d, \"head\": %d, \"has_more\": false}"
                .formatted(String.join(",", next), rows.size(), rows.size());
    }

    private static String tenant(HttpExchange exchange) {
        Matcher tenant = TENANT.matcher(claims(exchange.getRequestHeaders()));
        return tenant.find() ? tenant.group(1) : "";
    }

    /** What the token of a request says. */
    static String claims(Headers headers) {
        String token = headers.getFirst("Authorization").substring("Bearer ".length());
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static int number(String query) {
        Matcher after = AFTER.matcher(query);
        return after.find() ? Integer.parseInt(after.group(1)) : 0;
    }
}
