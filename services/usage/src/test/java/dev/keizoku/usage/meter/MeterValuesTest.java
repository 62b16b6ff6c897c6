package dev.keizoku.usage.meter;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.StrictJson;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class MeterValuesTest {

    private static final ObjectMapper MAPPER = StrictJson.mapper();

    private String tenant = "";

    @BeforeEach
    void aTenantWithMetersOfEveryKind() {
        MutableClock.set("2026-03-12T00:00:00Z");
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        define("calls", "{\"event_names\": [\"api.call\"], \"aggregation\": \"count\", \"period\": \"week\"}");
        define("peak", "{\"event_names\": [\"api.call\"], \"aggregation\": \"max\", \"value_property\": \"tokens\"}");
        define("seats", "{\"event_names\": [\"seat.count\"], \"aggregation\": \"last\", \"limit\": \"users\"}");
        define(
                "storage",
                "{\"event_names\": [\"stored\"], \"aggregation\": \"last\", \"filters\": {\"kind\": [\"file\"]}}");
        define("tokens", "{\"event_names\": [\"api.call\"], \"aggregation\": \"sum\", \"value_property\": \"tokens\"}");
        define("units", "{\"event_names\": [\"api.call\"], \"aggregation\": \"sum\", \"period\": \"day\"}");
        define("who", "{\"event_names\": [\"api.call\", \"stored\"], \"aggregation\": \"unique_users\"}");
        send(
                tenant,
                event("1", "seat.count", "acme", "2026-01-10T03:00:00Z", "{\"value\":9}"),
                event("2", "seat.count", "acme", "2026-01-10T04:00:00Z", "{\"value\":7}"),
                // The last second of February in Tokyo, and the first of March.
                event(
                        "3",
                        "api.call",
                        "acme",
                        "2026-02-28T14:59:59Z",
                        "{\"tokens\":1000,\"user_id\":\"u1\",\"value\":1}"),
                event(
                        "4",
                        "api.call",
                        "acme",
                        "2026-02-28T15:00:00Z",
                        "{\"tokens\":10,\"user_id\":\"u1\",\"value\":2}"),
                // A Monday.
                event(
                        "5",
                        "api.call",
                        "acme",
                        "2026-03-08T15:00:00Z",
                        "{\"tokens\":2.5,\"user_id\":\"u2\",\"value\":0.5}"),
                event(
                        "6",
                        "stored",
                        "acme",
                        "2026-03-10T03:00:00Z",
                        "{\"kind\":\"file\",\"user_id\":\"u2\",\"value\":12}"),
                event(
                        "7",
                        "stored",
                        "acme",
                        "2026-03-10T04:00:00Z",
                        "{\"kind\":\"mail\",\"user_id\":\"u3\",\"value\":99}"),
                event("8", "api.call", "beta", "2026-03-08T15:00:00Z", "{\"tokens\":99}"),
                event("9", "ping", "株", "2026-03-01T03:00:00Z", "{}"),
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"x\",\"type\":\"api.call\"}");
    }

    private void define(String id, String meter) {
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(meter)
                .put("/v1/meters/{id}", id)
                .then()
                .statusCode(201);
    }

    private List<String> lines(String query) {
        return Api.as(tenant, "internal")
                .get("/v1/meter-values?" + query)
                .asString()
                .lines()
                .toList();
    }

    private List<String> accounts(String query) {
        List<String> lines = lines(query);
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"count\":" + (lines.size() - 1) + "}");
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> read(line).path("account_id").asText())
                .toList();
    }

    private List<String> values(String account, String query) {
        List<String> values = new ArrayList<>();
        lines(query + "&from=" + account).stream()
                .findFirst()
                .ifPresent(line -> read(line)
                        .path("meters")
                        .forEach(meter -> values.add(meter.path("value").asText())));
        return values;
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException broken) {
            throw new AssertionError(line, broken);
        }
    }

    @Test
    void everyAccountHasEveryMeterUnderTheLimitItIsHeldAgainst() {
        assertThat(lines("day=2026-03-10").getFirst())
                .startsWith("{\"account_id\":\"acme\",\"meters\":[{\"meter_id\":\"calls\",\"limit\":\"calls\","
                        + "\"aggregation\":\"count\",\"period\":\"week\",\"from\":\"2026-03-09\",\"to\":\"2026-03-16\","
                        + "\"value\":1},")
                .contains("{\"meter_id\":\"seats\",\"limit\":\"users\",\"aggregation\":\"last\",\"period\":\"month\","
                        + "\"from\":\"2026-03-01\",\"to\":\"2026-04-01\",\"value\":7}");
        // calls, peak, seats, storage, tokens, units, who
        assertThat(values("acme", "day=2026-03-10")).containsExactly("1", "10", "7", "12", "12.5", "0", "3");
        assertThat(values("beta", "day=2026-03-10")).containsExactly("1", "99", "null", "null", "99", "0", "0");
        assertThat(values("株", "day=2026-03-10")).containsExactly("0", "null", "null", "null", "0", "0", "0");
    }

    @Test
    void aDayCountsUpToItsEnd() {
        assertThat(values("acme", "day=2026-02-28")).containsExactly("1", "1000", "7", "null", "1000", "1", "1");
        assertThat(values("acme", "day=2026-03-01")).containsExactly("2", "10", "7", "null", "10", "2", "1");
        assertThat(values("acme", "day=2026-03-09&window=day"))
                .containsExactly("1", "2.5", "7", "null", "2.5", "0.5", "1");
        assertThat(values("acme", "day=2026-01-09")).isEmpty();
    }

    @Test
    void eachValueIsTheOneTheAccountIsTold() {
        for (String day : new String[] {"2026-01-10", "2026-02-28", "2026-03-01", "2026-03-09", "2026-03-10"}) {
            for (String account : accounts("day=" + day)) {
                JsonNode single = read(Api.as(tenant, "usage:read")
                        .get("/v1/accounts/{id}/meters?day=" + day, account)
                        .asString());
                JsonNode streamed = lines("day=" + day).stream()
                        .map(MeterValuesTest::read)
                        .filter(line -> line.path("account_id").asText().equals(account))
                        .findFirst()
                        .orElseThrow();
                assertThat(streamed.path("meters")).as(account + " on " + day).isEqualTo(single.path("data"));
            }
        }
    }

    @Test
    void accountsComeSortedByTheirBytesAndByRange() {
        assertThat(accounts("day=2026-03-10")).containsExactly("acme", "beta", "株");
        assertThat(accounts("day=2026-03-10&from=b")).containsExactly("beta", "株");
        assertThat(accounts("day=2026-03-10&from=acme&to=beta")).containsExactly("acme");
        assertThat(accounts("day=2026-03-10&to=b")).containsExactly("acme");
        assertThat(accounts("day=2026-01-09")).isEmpty();
    }

    @Test
    void whatWasReceivedLaterIsLeftOutOfWhatWasKnown() {
        MutableClock.set("2026-03-20T00:00:00Z");
        send(
                tenant,
                event("20", "api.call", "acme", "2026-03-10T03:00:00Z", "{\"tokens\":50,\"user_id\":\"u9\"}"),
                event("21", "seat.count", "acme", "2026-03-10T03:00:00Z", "{\"value\":8}"),
                event("22", "api.call", "late", "2026-03-10T03:00:00Z", "{}"));
        backfill(
                tenant,
                "?history=true",
                event("23", "api.call", "acme", "2026-03-10T03:00:00Z", "{\"tokens\":1,\"user_id\":\"u1\"}"));
        assertThat(values("acme", "day=2026-03-10&known_at=2026-03-12T12:00:00Z"))
                .containsExactly("2", "10", "7", "12", "13.5", "0", "3");
        assertThat(accounts("day=2026-03-10&known_at=2026-03-12T12:00:00Z")).doesNotContain("late");
        assertThat(values("acme", "day=2026-03-10")).containsExactly("3", "50", "8", "12", "63.5", "0", "4");
        assertThat(accounts("day=2026-03-10")).contains("late");
    }

    @Test
    void aGaugeThatHasLongBeenSilentIsNotKnown() {
        assertThat(values("acme", "day=2026-04-11").get(2)).isEqualTo("7");
        assertThat(values("acme", "day=2026-04-12").get(2)).isEqualTo("null");
    }

    @Test
    void aTenantWithoutMetersHasNobody() {
        tenant = TestTenants.fresh();
        send(tenant, event("1", "api.call", "acme", "2026-03-08T15:00:00Z", "{}"));
        assertThat(accounts("day=2026-03-10")).isEmpty();
    }

    @Test
    void badParametersAreNamed() {
        var answer = Api.unchecked(tenant, "internal").get("/v1/meter-values?window=week&colour=red");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", contains("?day", "?window", "?colour"));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/meter-values?day=2026-03-10"), 403, "forbidden");
    }
}
