package dev.keizoku.demo.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keizoku.demo.company.Story;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Story STORY = new Story(1, LocalDate.of(2026, 3, 17), ZoneId.of("America/New_York"));

    private final TreeMap<String, String> answers = new TreeMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.start();
        answers.put("/v1/metrics/movements", """
                {"series":[{"group":{},"currency":"USD","points":[{"from":"2026-02-01","to":"2026-03-01","opening":{"amount":"1000.00","currency":"USD"},
                 "new":{"amount":"200.40","currency":"USD"},"reactivation":null,"expansion":{"amount":"50.00","currency":"USD"},
                 "contraction":{"amount":"10.00","currency":"USD"},"churn":{"amount":"20.00","currency":"USD"},
                 "closing":{"amount":"12220.40","currency":"USD"}}]}]}""");
        answers.put("/v1/metrics/nrr", point("0.9512"));
        answers.put("/v1/metrics/net_mrr_churn_rate", point("-0.0213,\"negative_churn\":true"));
        answers.put("/v1/metrics/logo_churn_rate", """
                {"series":[{"points":[{"from":"2024-09-01","value":0.048},{"from":"2026-02-01","value":null}]}]}""");
        answers.put("/v1/health-scores", """
                {"data":[{"account_id":"c-0002","name":"Umber Labs 2","score":12.34,"band":"red","top_reasons":[
                   {"effect":4,"text":"Good."},{"effect":-9,"text":"No login for 20 days."}]},
                  {"account_id":"c-0001","name":"Aoba","score":80,"band":"green","top_reasons":[]},
                  {"account_id":"c-0003","name":"Left","score":1,"band":"red","top_reasons":[]},
                  {"account_id":"c-0004","name":"Gone","score":null,"band":"unknown","deleted":true}],
                 "next_cursor":null,"has_more":false}""");
        answers.put("/v1/subscriptions", """
                {"data":[{"account_id":"c-0001"},{"account_id":"c-0002"}],"next_cursor":null,"has_more":false}""");
        answers.put("/v1/accounts/c-0003", history("red", "red"));
        answers.put("/v1/accounts/c-0001", history("green", "green"));
        answers.put("/v1/accounts/c-0002", history("yellow", "red"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void printsWhatTheApiAnswered() {
        assertThat(report())
                .contains("MRR, last six months (USD) [1]")
                .anySatisfy(line -> assertThat(line).matches("  2026-02 +1,000 +200 +- +50 +10 +20 +12,220"))
                .contains("  trailing 12 months to 2026-02-28: 95.1 % [2]")
                .contains("  net MRR churn in 2026-02: -2.1 %, negative churn: yes [4]")
                .contains("Customers lost a month; customer success starts in 2025-03 [5]")
                .anySatisfy(line -> assertThat(line).contains("4.8 %"));
    }

    @Test
    void countsBandsAndTheirMoves() {
        assertThat(report())
                .contains("Health of 3 accounts on 2026-03-17, those who left in the last 30 days among them [6]")
                .anySatisfy(line -> assertThat(line).matches("  red +2 +1 +0"))
                .contains("  moved in 4 weeks: 1 yellow to red [7]");
    }

    @Test
    void listsTheLowestFirstWithWhatPullsThemDown() {
        var report = report();
        assertThat(report).anySatisfy(line -> assertThat(line).matches(" +12.3 red +c-0002 +Umber Labs 2 +\\[9]"));
        assertThat(report).contains("        No login for 20 days.");
    }

    @Test
    void printsOneCurlForEveryNumber() {
        var report = report();
        var curls = report.stream().filter(line -> line.contains("curl -s")).toList();
        assertThat(curls)
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).contains("Bearer kz_test").contains(url()));
        assertThat(curls).anySatisfy(line -> assertThat(line).contains("/v1/accounts/c-[0001-0003]/health/history?"));
        assertThat(report).anySatisfy(line -> assertThat(line).startsWith("  [10] Why c-0001"));
    }

    private List<String> report() {
        return Report.ask(Api.at(URI.create(url()), "kz_test"), STORY, words -> {});
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String point(String value) {
        return "{\"series\":[{\"points\":[{\"from\":\"2026-02-01\",\"value\":%s}]}]}".formatted(value);
    }

    private static String history(String before, String now) {
        return "{\"data\":[{\"day\":\"2026-02-17\",\"band\":\"%s\"},{\"day\":\"2026-03-17\",\"band\":\"%s\"}]}"
                .formatted(before, now);
    }

    private void respond(HttpExchange exchange) throws IOException {
        var known = answers.floorEntry(exchange.getRequestURI().getPath());
        var bytes = known.getValue().getBytes(UTF_8);
        exchange.sendResponseHeaders(
                exchange.getRequestURI().getPath().startsWith(known.getKey()) ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
