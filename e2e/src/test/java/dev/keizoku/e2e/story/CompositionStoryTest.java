package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the gateway makes of several services, over the services themselves: segments, the portfolio, search, the live stream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompositionStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Suite suite = Suite.running();
    private NamedCompany company;
    private Api api;
    private Exports exports;

    @BeforeAll
    void aCompanyIsKnownToEveryService() {
        company = NamedCompany.of(suite);
        api = company.api();
        exports = new Exports(suite, company.tenant());
    }

    @Test
    void aSegmentMeansTheSameToEveryService() {
        api.put(
                        "/v1/segments/retail",
                        Map.of("name", "Retail", "filters", Map.of("attribute.industry", List.of("retail"))))
                .ok();
        Set<String> retail = Set.of("a0", "a3", "a6", "a9");
        assertThat(accounts(api.all("/v1/portfolio?segment=retail"))).isEqualTo(retail);
        assertThat(accounts(api.all("/v1/health-scores?segment=retail"))).isEqualTo(retail);
        Map<String, ?> order = Map.of("segment", "retail");
        assertThat(accounts(exports.rows("health_scores", order))).isEqualTo(retail);
        assertThat(accounts(exports.rows("accounts", order))).isEqualTo(retail);
        Wait.passes(
                PATIENCE,
                () -> assertThat(mrr("&segment=retail")).isEqualByComparingTo(new BigDecimal(9_800 * retail.size())));
        List<JsonNode> points = exports.rows(
                "metrics", Map.of("segment", "retail", "filters", Map.of("metric", "mrr", "interval", "day")));
        assertThat(new BigDecimal(points.getLast().at("/value/amount").asText()))
                .isEqualByComparingTo(mrr("&segment=retail"));
    }

    private static Set<String> accounts(List<JsonNode> rows) {
        Set<String> accounts = new TreeSet<>();
        rows.forEach(row -> accounts.add(row.path("account_id").asText()));
        return accounts;
    }

    private BigDecimal mrr(String more) {
        JsonNode answer = api.get("/v1/metrics/mrr?interval=day" + more).ok();
        JsonNode points = answer.at("/series/0/points");
        return new BigDecimal(points.get(points.size() - 1).at("/value/amount").asText());
    }

    @Test
    void thePortfolioAddsUpToWhatItsServicesSay() {
        JsonNode portfolio = api.get("/v1/portfolio?sort=-mrr&limit=200").ok();
        assertThat(portfolio.path("data")).hasSize(NamedCompany.CUSTOMERS);
        assertThat(portfolio.at("/totals/accounts").asInt()).isEqualTo(NamedCompany.CUSTOMERS);
        assertThat(new BigDecimal(portfolio.at("/totals/mrr/0/amount").asText()))
                .isEqualByComparingTo(mrr(""));
        Map<String, JsonNode> scores = new HashMap<>();
        api.all("/v1/health-scores")
                .forEach(row -> scores.put(row.path("account_id").asText(), row));
        for (JsonNode row : portfolio.path("data")) {
            JsonNode score = scores.get(row.path("account_id").asText());
            assertThat(row.path("score")).isEqualTo(score.path("score"));
            assertThat(row.path("band")).isEqualTo(score.path("band"));
            assertThat(row.path("owner").asText()).isIn("sato", "kato");
        }
        JsonNode red = api.get("/v1/portfolio?band=red&owner=kato").ok();
        assertThat(accounts(red.path("data").valueStream().toList())).contains("a3");
    }

    @Test
    void aCustomerIsFoundHoweverItsNameIsWritten() {
        for (String written : List.of("アクメ", "㈱あくめ", "ｱｸﾒ", "(株)アクメ", "001A0000012bc00", "retail アクメ")) {
            assertThat(accounts(api.all("/v1/accounts/search?q=" + Api.encoded(written))))
                    .as(written)
                    .containsExactly("a0");
        }
        assertThat(api.all("/v1/accounts/search?q=" + Api.encoded("アクミ"))).isEmpty();
    }

    @Test
    void aLivePageHearsOfAScore() throws Exception {
        HttpRequest listen = HttpRequest.newBuilder(
                        URI.create(suite.gateway() + "/v1/stream?account_id=a11&type=health.band_changed"))
                .header("Authorization", "Bearer " + company.tenant().key("health:read"))
                .build();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(listen, BodyHandlers.ofLines());
            assertThat(stream.statusCode()).isEqualTo(200);
            CompletableFuture<Void> listening =
                    CompletableFuture.runAsync(() -> stream.body().forEach(heard::add));
            Answer before = api.get("/v1/accounts/a11/health");
            String band = before.ok().path("band").asText().equals("red") ? "green" : "red";
            company.judge("a11", band);
            company.company()
                    .score(suite.now().atZone(NamedCompany.ZONE).toLocalDate().minusDays(1));
            Wait.passes(PATIENCE, () -> {
                assertThat(List.copyOf(heard))
                        .as("%s", heard)
                        .anyMatch(line -> line.startsWith("data:")
                                && line.contains("\"account_id\":\"a11\"")
                                && line.contains("\"band\":\"" + band + "\""));
                return true;
            });
            assertThat(api.get("/v1/accounts/a11/health").ok().path("band").asText())
                    .isEqualTo(band);
            client.shutdownNow();
            assertThat(listening).failsWithin(PATIENCE);
        }
    }
}
