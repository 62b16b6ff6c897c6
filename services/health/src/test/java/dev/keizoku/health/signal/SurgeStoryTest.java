package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements 57 to 61 over HTTP: the same jump in use, once of a company about to leave and once of one that grows. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SurgeStoryTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-07-20T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // tickets before, critical ones in it, people and departments in it
        "0, 6, 10, 1",
        "0, 6, 14, 3",
        "1, 2, 14, 3",
        "8, 6, 14, 3"
    })
    void eightTimesTheUseByFewPeopleWithCriticalTicketsIsAnInternalCase(
            int ticketsBefore, int tickets, int people, int departments) {
        String tenant = before(ticketsBefore, 20);
        JsonPath before = explanation(tenant);
        Upstreams.of(tenant)
                .measure("a", surging(people).departments(departments).line());
        tickets(tenant, "a", "2026-06-10", "urgent", tickets);

        Runs.score(tenant, "2026-06-10");

        JsonPath surge = surge(tenant);
        assertThat(surge.getString("data[0].evidence.cause")).isEqualTo("INTERNAL_CASE");
        assertThat(surge.getString("data[0].evidence.size")).isEqualTo("STRONG");
        assertThat(surge.getFloat("data[0].severity")).isEqualTo(0.8f);
        assertThat(score(tenant).getString("risk.level")).isEqualTo("high");
        JsonPath after = explanation(tenant);
        assertThat(number(after, "score")).isLessThanOrEqualTo(number(before, "score"));
        addsUp(after);
        assertThat(points(after, "seat_use")).isEqualTo(points(before, "seat_use"));
        assertThat(points(after, "departments")).isEqualTo(points(before, "departments"));
        assertThat(points(after, "support_enquiries")).isLessThanOrEqualTo(points(before, "support_enquiries"));
        assertThat(PlayCalls.list(tenant, "tier", "executive", "state", "open"))
                .extracting("signal_type")
                .contains("USAGE_SURGE");
    }

    @Test
    void whatCountsAsBeforeSaysSo() {
        String tenant = before(0, 20);
        Upstreams.of(tenant).measure("a", surging(14).line());

        Runs.score(tenant, "2026-06-10");

        JsonPath after = explanation(tenant);
        assertThat(measure(after, "seat_use", "value")).isEqualByComparingTo("0.7");
        assertThat(measure(after, "seat_use", "input")).isEqualByComparingTo("0.5");
        assertThat(after.getString("measures.find { it.measure == 'seat_use' }.text"))
                .endsWith(" It counts as 50%, as before use surged.");
    }

    @Test
    void aSurgeThatIsOverRaisesNoScoreAsLongAsItShows() {
        String tenant = before(0, 20);
        BigDecimal before = number(explanation(tenant), "score");
        Upstreams.of(tenant).measure("a", surging(14).departments(3).line());
        Runs.score(tenant, "2026-06-10");
        Upstreams.of(tenant)
                .measure("a", Usages.on("2026-06-11").users(14).departments(3).line());

        Runs.score(tenant, "2026-06-11");

        assertThat(surge(tenant).getString("data[0].state")).isEqualTo("resolved");
        assertThat(number(explanation(tenant), "score")).isLessThanOrEqualTo(before);
    }

    @Test
    void moreUseThatIsNoSurgeDoesRaiseTheScore() {
        String tenant = before(0, 20);
        BigDecimal before = number(explanation(tenant), "score");
        Upstreams.of(tenant)
                .measure("a", Usages.on("2026-06-10").users(14).departments(3).line());

        Runs.score(tenant, "2026-06-10");

        assertThat(number(explanation(tenant), "score")).isGreaterThan(before);
    }

    @ParameterizedTest
    @CsvSource({"1.5, true", "2, false"})
    void whatTheTenantCallsASurgeRaisesTheSignAndHoldsTheScore(String ratio, boolean surges) {
        String tenant = before(0, 20);
        BigDecimal before = number(explanation(tenant), "score");
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("{\"signals\": [{\"type\": \"USAGE_SURGE\", \"thresholds\": {\"ratio\": %s}}]}".formatted(ratio))
                .put("/v1/signal-settings")
                .then()
                .statusCode(200);
        Upstreams.of(tenant)
                .measure(
                        "a",
                        Usages.on("2026-06-10")
                                .events(160)
                                .ratio(1.6)
                                .users(14)
                                .departments(3)
                                .line());

        Runs.score(tenant, "2026-06-10");

        assertThat(surges(tenant).getList("data")).hasSize(surges ? 1 : 0);
        assertThat(number(explanation(tenant), "score").compareTo(before) <= 0).isEqualTo(surges);
    }

    @Test
    void theSameSurgeOfSevenTimesThePeopleOnNewSeatsIsHealthyGrowth() {
        String tenant = before(0, 20);
        BigDecimal before = number(explanation(tenant), "score");
        account(tenant, 80);
        Upstreams.of(tenant)
                .measure("a", surging(70).newSeats(60).concentration(0.1).line());

        Runs.score(tenant, "2026-06-10");

        JsonPath surge = surge(tenant);
        assertThat(surge.getString("data[0].evidence.cause")).isEqualTo("HEALTHY_GROWTH");
        assertThat(surge.getFloat("data[0].severity")).isEqualTo(0f);
        assertThat(score(tenant).getString("risk.level")).isEqualTo("low");
        assertThat(number(explanation(tenant), "score")).isLessThanOrEqualTo(before);
        assertThat(PlayCalls.list(tenant, "tier", "executive")).isEmpty();
        assertThat(PlayCalls.list(tenant, "tier", "meeting")).isEmpty();
    }

    /** A tenant that sends tickets, and a customer of ten people in one department on the day before. */
    private static String before(int tickets, int seats) {
        String tenant = TestTenants.fresh();
        account(tenant, seats);
        tickets(tenant, "other", "2026-06-01", "normal", 1);
        if (tickets > 0) {
            tickets(tenant, "a", "2026-06-01", "normal", tickets);
        }
        Upstreams.of(tenant).measure("a", Usages.on("2026-06-09").departments(1).line());
        Runs.score(tenant, "2026-06-09");
        return tenant;
    }

    private static void account(String tenant, int seats) {
        Upstreams.of(tenant).fact("a", """
                        "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                        "name": "Account a", "plan_ids": ["pro"], "quantity": %d
                        """.formatted(seats));
    }

    private static Usages surging(int people) {
        return Usages.on("2026-06-10")
                .events(800)
                .ratio(8)
                .users(people)
                .departments(1)
                .concentration(0.5);
    }

    private static void tickets(String tenant, String account, String day, String priority, int count) {
        String batch = IntStream.range(0, count)
                .mapToObj(i -> """
                        {"kind": "ticket", "touchpoint_id": "%1$s-%2$s-%3$d", "account_id": "%1$s",
                         "occurred_at": "%2$sT09:00:00Z", "priority": "%4$s"}
                        """.formatted(account, day, i, priority))
                .collect(Collectors.joining(", "));
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + batch + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static JsonPath surge(String tenant) {
        JsonPath found = surges(tenant);
        assertThat(found.getList("data")).hasSize(1);
        return found;
    }

    private static JsonPath surges(String tenant) {
        return get(Api.as(tenant, "health:read").queryParam("type", "USAGE_SURGE"), "/v1/risk-signals");
    }

    private static JsonPath score(String tenant) {
        return get(Api.as(tenant, "health:read"), "/v1/accounts/a/health");
    }

    private static JsonPath explanation(String tenant) {
        return get(Api.as(tenant, "health:read"), "/v1/accounts/a/health/explanation")
                .using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
    }

    private static JsonPath get(RequestSpecification caller, String path) {
        return caller.get(path).then().statusCode(200).extract().jsonPath();
    }

    private static void addsUp(JsonPath explanation) {
        List<BigDecimal> parts = explanation.getList("measures.contribution.findAll { it != null }", BigDecimal.class);
        assertThat(parts.stream().reduce(number(explanation, "base"), BigDecimal::add))
                .isEqualByComparingTo(number(explanation, "computed_score"));
    }

    private static BigDecimal points(JsonPath explanation, String measure) {
        return measure(explanation, measure, "score");
    }

    private static BigDecimal measure(JsonPath explanation, String measure, String field) {
        return number(explanation, "measures.find { it.measure == '%s' }.%s".formatted(measure, field));
    }

    private static BigDecimal number(JsonPath explanation, String path) {
        return new BigDecimal(explanation.getString(path));
    }
}
