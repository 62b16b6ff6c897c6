package dev.keizoku.usage.meter;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class MeterQueryTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("America/New_York", "USD");
    }

    private void define(String id, String meter) {
        assertThat(Api.as(tenant, "admin")
                        .contentType(ContentType.JSON)
                        .body(meter)
                        .put("/v1/meters/{id}", id)
                        .statusCode())
                .isEqualTo(201);
    }

    /** The contract check does not know parameters of any name, such as those that filter by a property. */
    private ValidatableResponse ask(String id, String query) {
        return (query.contains("filter.") ? Api.unchecked(tenant, "usage:read") : Api.as(tenant, "usage:read"))
                .get("/v1/meters/{id}/query?" + query, id)
                .then()
                .statusCode(200);
    }

    private static String completion(String id, String account, String time, String model, String tokens) {
        return event(
                id,
                "ai.completion",
                account,
                time,
                "{\"user_id\":\"u-%s\",\"model\":\"%s\",\"tokens\":%s,\"usage\":{\"input\":1}}"
                        .formatted(account, model, tokens));
    }

    private void completions() {
        send(
                tenant,
                completion("1", "acme", "2026-02-27T12:00:10Z", "large", "100.5"),
                completion("2", "acme", "2026-02-27T12:00:50Z", "large", "0.25"),
                completion("3", "acme", "2026-02-27T12:01:00Z", "small", "\"7\""),
                completion("4", "beta", "2026-02-27T13:30:00Z", "large", "40"),
                completion("5", "beta", "2026-02-28T13:30:00Z", "tiny", "1000"),
                completion("6", "beta", "2026-02-28T13:40:00Z", "large", "\"many\""),
                login("7", "acme", "u-acme", "2026-02-27T12:00:00Z"));
    }

    private static final String TOKENS = """
            {"event_names": ["ai.completion"], "aggregation": "%s", "value_property": "tokens",
             "filters": {"model": ["large", "small"]}, "group_by": ["model", "usage.input"]}
            """;

    @Test
    void sumsAPropertyByWindowAndGroupExactly() {
        define("tokens", TOKENS.formatted("sum"));
        completions();
        ask("tokens", "from=2026-02-27&to=2026-03-01")
                .body("data.value", contains(147.75f, 0))
                .body("data[0].from", equalTo("2026-02-27T00:00:00-05:00"))
                .body("data[0].to", equalTo("2026-02-28T00:00:00-05:00"));
        ask("tokens", "from=2026-02-27&to=2026-03-01&window=none").body("data.value", contains(147.75f));
        ask("tokens", "from=2026-02-27&to=2026-02-28&window=minute")
                .body("data.value", contains(100.75f, 7, 40))
                .body("data[1].from", equalTo("2026-02-27T07:01:00-05:00"));
        ask("tokens", "from=2026-02-27&to=2026-03-01&window=none&group_by=account,model&group_by=usage.input")
                .body("data.value", contains(100.75f, 7, 40))
                .body("data.groups.account", contains("acme", "acme", "beta"))
                .body("data.groups.model", contains("large", "small", "large"))
                .body("data[0].groups.'usage.input'", equalTo("1"));
        ask("tokens", "from=2026-02-27&to=2026-03-01&window=none&account_id=acme&filter.model=small")
                .body("data.value", contains(7));
        ask("tokens", "from=2026-02-27T12:00:30Z&to=2026-02-27T13:30:00Z&window=day")
                .body("data.value", contains(7.25f))
                .body("data[0].from", equalTo("2026-02-27T07:00:30-05:00"))
                .body("data[0].to", equalTo("2026-02-27T08:30:00-05:00"));
    }

    @Test
    void everyAggregationSaysWhatItsNameSays() {
        completions();
        define("max", TOKENS.formatted("max"));
        define("min", TOKENS.formatted("min"));
        define("last", TOKENS.formatted("last"));
        define("count", "{\"event_names\": [\"ai.completion\", \"login\"], \"aggregation\": \"count\"}");
        define("users", "{\"event_names\": [\"ai.completion\", \"login\"], \"aggregation\": \"unique_users\"}");
        String days = "from=2026-02-01&to=2026-03-01&window=month";
        ask("max", days).body("data.value", contains(100.5f));
        ask("min", days).body("data.value", contains(0.25f));
        ask("last", days).body("data.value", contains(40));
        ask("last", days + "&group_by=account").body("data.value", contains(7, 40));
        ask("count", days).body("data.value", contains(7));
        ask("users", days).body("data.value", contains(2));
        ask("users", days + "&group_by=account").body("data.value", contains(1, 1));
        // The only event of the day has no number: nothing is known of it, but for the sum.
        String day = "from=2026-02-28&to=2026-03-01&filter.model=large";
        ask("max", day).body("data", hasSize(1)).body("data[0].value", nullValue());
    }

    @Test
    void anHourThatTheClockRepeatsIsTwo() {
        MutableClock.set("2026-11-05T00:00:00Z");
        define("count", "{\"event_names\": [\"login\"], \"aggregation\": \"count\"}");
        send(
                tenant,
                login("1", "acme", "u", "2026-11-01T05:30:00Z"),
                login("2", "acme", "u", "2026-11-01T06:30:00Z"),
                login("3", "acme", "u", "2026-11-01T07:30:00Z"));
        ask("count", "from=2026-11-01&to=2026-11-02&window=hour")
                .body("data.value", contains(1, 1, 1))
                .body(
                        "data.from",
                        contains(
                                "2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00", "2026-11-01T02:00:00-05:00"));
        ask("count", "from=2026-11-01&to=2026-11-02")
                .body("data[0].to", equalTo("2026-11-02T00:00:00-05:00"))
                .body("data.value", contains(3));
    }

    @Test
    void countersAndEventsGiveTheSameAnswer() {
        Random random = new Random(4);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String time = Instant.parse("2026-01-20T00:00:00Z")
                    .plusSeconds(random.nextInt(40 * 86_400))
                    .toString();
            events.add(event(
                    "e" + i,
                    random.nextBoolean() ? "a" : "b",
                    "acc" + random.nextInt(3),
                    time,
                    "{\"user_id\":\"u%d\",\"feature\":\"f%d\",\"value\":%d.125,\"all\":\"x\"}"
                            .formatted(random.nextInt(5), random.nextInt(2), random.nextInt(50))));
        }
        send(tenant, events);
        for (String aggregation : List.of("count", "sum", "unique_users")) {
            define(
                    "counters-" + aggregation,
                    "{\"event_names\": [\"a\", \"b\"], \"aggregation\": \"%s\"}".formatted(aggregation));
            // The filter holds for every event, but counters cannot know that.
            define(
                    "events-" + aggregation,
                    "{\"event_names\": [\"a\", \"b\"], \"aggregation\": \"%s\", \"filters\": {\"all\": [\"x\"]}}"
                            .formatted(aggregation));
            for (String query : List.of(
                    "window=day",
                    "window=week&group_by=account",
                    "window=month&group_by=user&group_by=name",
                    "window=none&group_by=feature&account_id=acc1&account_id=acc2",
                    "window=week&user_id=u1&filter.feature=f1")) {
                String period = "from=2026-01-15&to=2026-03-04&" + query;
                Response counters =
                        ask("counters-" + aggregation, period).extract().response();
                Response read = ask("events-" + aggregation, period).extract().response();
                assertThat(read.asString().replace("events-", "counters-"))
                        .as(aggregation + " " + query)
                        .isEqualTo(counters.asString());
                assertThat(counters.jsonPath().getList("data")).isNotEmpty();
            }
        }
    }

    @Test
    void aReaderThatHasTheAnswerGetsNoneAgain() {
        define("count", "{\"event_names\": [\"login\"], \"aggregation\": \"count\"}");
        send(tenant, login("1", "acme", "u", "2026-03-01T05:30:00Z"));
        String tag = ask("count", "window=week").extract().header("ETag");
        Api.as(tenant, "usage:read")
                .header("If-None-Match", tag)
                .get("/v1/meters/count/query?window=week")
                .then()
                .statusCode(304);
    }

    @Test
    void whatTakesTooMuchIsRefusedAndWhatIsWrongIsNamed() {
        define("tokens", TOKENS.formatted("sum"));
        define("count", "{\"event_names\": [\"login\"], \"aggregation\": \"count\"}");
        BadInput.isProblem(
                Api.as(tenant, "usage:read").get("/v1/meters/tokens/query?from=2025-01-01&to=2026-01-01"),
                422,
                "query_too_large");
        ask("count", "from=2015-01-01&to=2026-01-01").body("data", hasSize(0));
        Response bad = Api.unchecked(tenant, "usage:read")
                .get("/v1/meters/tokens/query?from=2026-03-05&to=2026-03-05&window=year&group_by=colour&x=1");
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then().body("errors.pointer", containsInAnyOrder("?to", "?window", "?group_by", "?x"));
        BadInput.isProblem(Api.as(tenant, "usage:read").get("/v1/meters/nobody/query"), 404, "not_found");
    }
}
