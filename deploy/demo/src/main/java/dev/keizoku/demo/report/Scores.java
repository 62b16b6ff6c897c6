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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

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

        /** Those of some accounts that have a score, lowest first. */
        List<JsonNode> lowest(Set<String> accounts, int most) {
            return rows.stream()
                    .filter(row -> accounts.contains(row.path("account_id").asText()))
                    .filter(row -> row.path("score").isNumber())
                    .sorted(Comparator.<JsonNode>comparingDouble(
                                    row -> row.path("score").asDouble())
                            .thenComparing(row -> row.path("account_id").asText()))
                    .limit(most)
                    .toList();
        }
    }

    Listed now() {
        var question = ask.note("Health of every account (next pages: &cursor=…)", "/v1/health-scores?limit=" + PAGE);
        var rows = all(question.path()).stream()
                .filter(row -> !row.path("deleted").asBoolean())
                .toList();
        return new Listed(question, rows);
    }

    /** The accounts with a subscription on trial, active or paused at an instant. */
    Set<String> customers(Ask.Question question) {
        return all(question.path()).stream()
                .map(row -> row.path("account_id").asText())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> all(String path) {
        var rows = new ArrayList<JsonNode>();
        var page = ask.get(path);
        while (true) {
            page.path("data").forEach(rows::add);
            if (!page.path("has_more").asBoolean()) {
                return rows;
            }
            page = ask.get(path + "&cursor=" + encode(page.path("next_cursor").asText()));
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
        for (var point : ask.get(historyPath(account, from, to)).path("data")) {
            bands.put(
                    LocalDate.parse(point.path("day").asText()),
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
