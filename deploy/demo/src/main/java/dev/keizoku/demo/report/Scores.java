package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.console.Progress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Every account's health now, and its bands on earlier days. */
final class Scores {

    private static final int PAGE = 200;
    private static final int CONNECTIONS = 6;

    private final Ask ask;
    private final Progress progress;

    Scores(Ask ask, Progress progress) {
        this.ask = ask;
        this.progress = progress;
    }

    /** A list of scores and the question that gives its first page. */
    record Listed(Ask.Question question, List<JsonNode> rows) {

        /** Those with a score, lowest first. */
        List<JsonNode> lowest(int most) {
            return rows.stream()
                    .filter(row -> row.path("score").isNumber())
                    .sorted(Comparator.<JsonNode>comparingDouble(
                                    row -> row.path("score").asDouble())
                            .thenComparing(row -> row.path("account_id").asText()))
                    .limit(most)
                    .toList();
        }
    }

    Listed now() {
        var path = "/v1/health-scores?limit=" + PAGE;
        var first = ask.ask("Health of every account (next pages: &cursor=…)", path);
        var rows = new ArrayList<JsonNode>();
        var page = first.body();
        while (true) {
            page.path("data").forEach(rows::add);
            if (!page.path("has_more").asBoolean()) {
                return new Listed(
                        first.question(),
                        rows.stream()
                                .filter(row -> !row.path("deleted").asBoolean())
                                .toList());
            }
            page = ask.more(path + "&cursor=" + encode(page.path("next_cursor").asText()));
        }
    }

    /** The bands of each account by day. */
    Map<String, Map<LocalDate, String>> history(List<String> accounts, LocalDate from, LocalDate to) {
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            var asked = accounts.stream()
                    .map(account ->
                            connections.submit((Callable<Map<LocalDate, String>>) () -> history(account, from, to)))
                    .toList();
            var all = new TreeMap<String, Map<LocalDate, String>>();
            for (int i = 0; i < asked.size(); i++) {
                all.put(accounts.get(i), asked.get(i).get());
                progress.at(i + 1L, accounts.size(), "accounts");
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The report was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private Map<LocalDate, String> history(String account, LocalDate from, LocalDate to) {
        var bands = new TreeMap<LocalDate, String>();
        for (var point : ask.more(historyPath(account, from, to)).path("data")) {
            bands.put(
                    LocalDate.parse(point.path("as_of").asText()),
                    point.path("band").asText());
        }
        return bands;
    }

    private static String historyPath(String account, LocalDate from, LocalDate to) {
        return "/v1/accounts/%s/health/history?from=%s&to=%s".formatted(encode(account), from, to.plusDays(1));
    }

    /** The histories of all accounts in one line of a shell: curl fills in a range by itself. */
    static String everyHistory(List<String> accounts, LocalDate from, LocalDate to) {
        var range = "c-[%s-%s]".formatted(number(accounts.getFirst()), number(accounts.getLast()));
        return historyPath("RANGE", from, to).replace("RANGE", range);
    }

    private static String number(String account) {
        return account.substring(account.indexOf('-') + 1);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
