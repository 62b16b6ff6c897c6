package dev.keizoku.gateway.unmatched;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class UnmatchedResourceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SortedSet<String> seen = new TreeSet<>();
    private final SortedSet<String> registered = new TreeSet<>();
    private StubService usage;
    private StubService subscriptions;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        usage = StubService.start(Upstream.USAGE).playing(this::seenAccounts);
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS).playing(this::knownAccounts);
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        usage.close();
        subscriptions.close();
    }

    private void seenAccounts(HttpExchange exchange) throws IOException {
        usage.note(exchange);
        String query = exchange.getRequestURI().getRawQuery();
        int limit = Integer.parseInt(query.replaceFirst(".*limit=([0-9]+).*", "$1"));
        String after = query.contains("after=")
                ? URLDecoder.decode(query.replaceFirst(".*after=([^&]*).*", "$1"), StandardCharsets.UTF_8)
                : "";
        String rows = seen.stream()
                .filter(account -> account.compareTo(after) > 0)
                .limit(limit)
                .map(account -> """
                                {"account_id": "%s", "events": 2, "first_seen_on": "2026-01-01", "last_seen_on": "2026-02-01"}
                                """.formatted(account))
                .collect(Collectors.joining(","));
        StubService.answer(exchange, 200, "application/json", "{\"data\": [" + rows + "]}");
    }

    private void knownAccounts(HttpExchange exchange) throws IOException {
        JsonNode asked =
                MAPPER.readTree(exchange.getRequestBody().readAllBytes()).path("account_ids");
        List<String> known = new ArrayList<>();
        asked.forEach(account -> {
            if (registered.contains(account.asText())) {
                known.add("\"" + account.asText() + "\"");
            }
        });
        StubService.answer(exchange, 200, "application/json", "{\"account_ids\": [" + String.join(",", known) + "]}");
    }

    private List<String> walk(int limit) {
        List<String> found = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = Door.with(tenant.key())
                    .get("/v1/unmatched-accounts?limit=" + limit + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("data.account_id", String.class));
            cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : null;
        }
        return found;
    }

    @Test
    void listsTheAccountsNobodyRegistered() {
        seen.addAll(List.of("acme", "a b/c", "beta", "gamma"));
        registered.addAll(List.of("acme", "never-seen"));
        assertThat(walk(50)).containsExactly("a b/c", "beta", "gamma");
        assertThat(walk(1)).containsExactly("a b/c", "beta", "gamma");
        assertThat(walk(2)).containsExactly("a b/c", "beta", "gamma");
        JsonPath page = Door.with(tenant.key()).get("/v1/unmatched-accounts").jsonPath();
        assertThat(page.getInt("data[0].events")).isEqualTo(2);
        assertThat(page.getString("data[0].last_seen_on")).isEqualTo("2026-02-01");
        assertThat(page.getString("next_cursor")).isNull();
    }

    @Test
    void walksOnWhileAllAreRegistered() {
        List<String> many =
                IntStream.range(0, 1300).mapToObj("account-%05d"::formatted).toList();
        seen.addAll(many);
        registered.addAll(many);
        registered.remove("account-01200");
        assertThat(walk(50)).containsExactly("account-01200");
        registered.removeAll(many.subList(0, 120));
        assertThat(walk(50)).hasSize(121).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void saysSoWhenAServiceDoesNotAnswer() {
        seen.add("acme");
        subscriptions.close();
        isProblem(Door.with(tenant.key()).get("/v1/unmatched-accounts"), 503, "unavailable");
        usage.answering(500, "{}");
        isProblem(Door.with(tenant.key()).get("/v1/unmatched-accounts"), 503, "unavailable");
    }

    @Test
    void needsTheScopeAndTakesNoForeignCursor() {
        isProblem(
                Door.proxied(Door.keyWith(tenant, "subscriptions:read")).get("/v1/unmatched-accounts"),
                403,
                "forbidden");
        isProblem(Door.proxied(tenant.key()).get("/v1/unmatched-accounts?cursor=x"), 400, "invalid_request");
        isProblem(Door.proxied(tenant.key()).get("/v1/seen-accounts"), 404, "not_found");
    }
}
