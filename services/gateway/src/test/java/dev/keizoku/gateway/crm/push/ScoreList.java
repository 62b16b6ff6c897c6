package dev.keizoku.gateway.crm.push;

import com.sun.net.httpserver.HttpExchange;
import dev.keizoku.gateway.StubService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The list of scores as health gives it: in the order they changed, in pages. */
final class ScoreList {

    private static final Pattern POSITION = Pattern.compile("(?:cursor=c|sync_token=s_)(\\d+)");
    private static final int ROWS = 200;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private long seq;

    private record Row(String account, String score, boolean deleted, long seq) {

        String json() {
            return """
                    {"account_id": "%s", "external_ids": {"hubspot": "9%s", "salesforce": "001%s"}, "score": %s,
                     "band": "%s", "top_reasons": [], "change_seq": %d, "deleted": %b}""".formatted(
                            account, account, account, score, score.equals("null") ? "unknown" : "green", seq, deleted);
        }
    }

    synchronized void put(String account, String score) {
        rows.remove(account);
        rows.put(account, new Row(account, score, false, ++seq));
    }

    synchronized void delete(String account) {
        rows.remove(account);
        rows.put(account, new Row(account, "null", true, ++seq));
    }

    /** Has so many accounts, of different scores. */
    void fill(int accounts) {
        for (int i = 0; i < accounts; i++) {
            put("a%03d".formatted(i), Integer.toString(i % 100));
        }
    }

    synchronized void answer(HttpExchange exchange) throws IOException {
        Matcher position =
                POSITION.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        long after = position.find() ? Long.parseLong(position.group(1)) : 0;
        List<Row> left = rows.values().stream().filter(row -> row.seq() > after).toList();
        List<Row> page = left.stream().limit(ROWS).toList();
        boolean more = left.size() > ROWS;
        long last = page.isEmpty() ? after : page.getLast().seq();
        StubService.answer(exchange, 200, "application/json", """
                {"data": [%s], "next_cursor": %s, "has_more": %b, "sync_token": "s_%d"}
                """.formatted(
                        page.stream().map(Row::json).collect(Collectors.joining(",")),
                        more ? "\"c" + last + "\"" : "null",
                        more,
                        last));
    }
}
