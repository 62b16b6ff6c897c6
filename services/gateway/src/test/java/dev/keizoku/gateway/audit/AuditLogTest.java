package dev.keizoku.gateway.audit;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.AuditQuestion.Place;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class AuditLogTest {

    private static final String KINDS = "action=tenant.changed&action=event.deleted";

    /** What usage keeps, the newest first. */
    private final List<Place> kept = new ArrayList<>();

    private final List<StubService> others = new ArrayList<>();
    private StubService usage;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheService() {
        MutableClock.reset();
        usage = StubService.start(Upstream.USAGE).playing(this::entries);
        for (Upstream other : List.of(Upstream.SUBSCRIPTIONS, Upstream.METRICS, Upstream.HEALTH)) {
            others.add(StubService.start(other).answering(200, "{\"data\": []}"));
        }
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheService() {
        usage.close();
        others.forEach(StubService::close);
    }

    private void entries(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/v1/audit-trail")) {
            StubService.answer(exchange, 200, "application/json", "{\"data\": []}");
            return;
        }
        usage.note(exchange);
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        int limit = Integer.parseInt(query.replaceFirst(".*limit=([0-9]+).*", "$1"));
        Place before = query.contains("before=")
                ? new Place(
                        Instant.parse(query.replaceFirst(".*before=([^,]*),.*", "$1")),
                        Long.parseLong(query.replaceFirst(".*before=[^,]*,([0-9]+).*", "$1")))
                : new Place(Instant.MAX, 0);
        String rows = kept.stream()
                .filter(entry ->
                        entry.at().isBefore(before.at()) || entry.at().equals(before.at()) && entry.id() < before.id())
                .limit(limit)
                .map(entry -> """
                        {"id": %d, "at": "%s", "actor": "kz_x", "action": "event.deleted", "detail": {"id": "%d"}}
                        """.formatted(entry.id(), entry.at(), entry.id()))
                .collect(Collectors.joining(","));
        StubService.answer(exchange, 200, "application/json", "{\"data\": [" + rows + "]}");
    }

    private void patch(String policies) {
        Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"policies\": " + policies + "}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
    }

    private JsonPath log(String query) {
        return Door.with(tenant.key())
                .get("/v1/audit-log" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aChangedSettingIsToldWithItsOldAndNewValueAndWhoDidIt() {
        patch("{\"late_window_days\": 30}");
        patch("{\"late_window_days\": 30}");
        MutableClock.set("2026-03-04T00:00:00Z");
        patch("{\"late_window_days\": 60, \"event_retention_days\": 90}");
        patch("{\"late_window_days\": null}");
        JsonPath log = log("?action=tenant.changed&actor=" + tenant.key().substring(0, 11));
        assertThat(log.getList("data.action")).containsOnly("tenant.changed").hasSize(3);
        assertThat(log.getList("data.service")).containsOnly("gateway");
        assertThat(log.getList("data.at"))
                .containsExactly("2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z", "2026-03-02T00:00:00Z");
        assertThat(log.getMap("data[0].detail.changes"))
                .isEqualTo(changes("{\"policies.late_window_days\": {\"old\": 60, \"new\": null}}"));
        assertThat(log.getMap("data[1].detail.changes"))
                .isEqualTo(changes("{\"policies.event_retention_days\": {\"old\": null, \"new\": 90},"
                        + " \"policies.late_window_days\": {\"old\": 30, \"new\": 60}}"));
        assertThat(log.getMap("data[2].detail.changes"))
                .isEqualTo(changes("{\"policies.late_window_days\": {\"old\": null, \"new\": 30}}"));
    }

    private static Map<Object, Object> changes(String json) {
        return JsonPath.from(json).getMap("");
    }

    @Test
    void entriesOfAllServicesAreOneList() {
        patch("{\"late_window_days\": 30}");
        patch("{\"late_window_days\": 40}");
        MutableClock.set("2026-03-04T00:00:00Z");
        patch("{\"late_window_days\": 50}");
        kept.add(new Place(Instant.parse("2026-03-05T00:00:00Z"), 9));
        kept.add(new Place(Instant.parse("2026-03-04T00:00:00Z"), 8));
        kept.add(new Place(Instant.parse("2026-03-02T00:00:00Z"), 7));
        kept.add(new Place(Instant.parse("2026-03-02T00:00:00Z"), 6));
        List<String> whole = List.of("usage", "gateway", "usage", "gateway", "gateway", "usage", "usage");
        assertThat(log("?" + KINDS).getList("data.service")).isEqualTo(whole);
        for (int limit = 1; limit < 4; limit++) {
            List<String> walked = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                JsonPath page = log("?limit=" + limit + "&" + KINDS + cursor);
                walked.addAll(page.getList("data.service", String.class));
                ids.addAll(page.getList("data.detail.id", String.class));
                cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : null;
            }
            assertThat(walked).isEqualTo(whole);
            assertThat(ids).containsSubsequence("9", "8", "7", "6").hasSize(7);
        }
    }

    @Test
    void filtersReachTheServices() {
        log("?action=event.deleted&actor=a%20b&from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z");
        assertThat(usage.last().uri())
                .isEqualTo("/v1/audit-entries?limit=51&from=2026-03-01T00%3A00%3A00Z"
                        + "&to=2026-04-01T00%3A00%3A00Z&action=event.deleted&actor=a%20b");
    }

    @Test
    void theListIsWholeOrNotThere() {
        usage.answering(500, "{}");
        isProblem(Door.with(tenant.key()).get("/v1/audit-log"), 503, "unavailable");
        usage.close();
        isProblem(Door.with(tenant.key()).get("/v1/audit-log"), 503, "unavailable");
    }

    @Test
    void whoReadsWhatOnlyAdministratorsMayIsNotedBeforeItIsAnswered() {
        Door.with(tenant.key()).get("/v1/members").then().statusCode(200);
        isProblem(Door.with(tenant.key()).get("/v1/members/no%20one"), 404, "not_found");
        isProblem(Door.with(Door.keyWith(tenant, "usage:read")).get("/v1/api-keys"), 403, "forbidden");
        Door.with(tenant.key()).get("/v1/tenant").then().statusCode(200);
        Door.with(Door.keyWith(tenant, "webhooks:manage"))
                .get("/v1/webhook-endpoints")
                .then()
                .statusCode(200);
        JsonPath log = log("?action=administration.read");
        assertThat(log.getList("data.detail.operation"))
                .containsExactlyInAnyOrder(
                        "GET /v1/members",
                        "GET /v1/members/{member_id}",
                        "GET /v1/webhook-endpoints",
                        "GET /v1/audit-log");
        assertThat(log.getList("data.detail.id")).containsOnlyOnce("no one");
        assertThat(log.getList("data.detail.request_id")).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void aPersonWhoseDataWasToldIsNotNamed() {
        Door.with(tenant.key()).get("/v1/users/someone-in-particular/personal-data");
        Response log = Door.with(tenant.key()).get("/v1/audit-log?action=administration.read");
        assertThat(log.asString())
                .contains("GET /v1/users/{user_id}/personal-data")
                .doesNotContain("someone-in-particular");
    }

    @Test
    void allOfItComesInOneAnswerLineByLine() {
        patch("{\"late_window_days\": 30}");
        for (int i = 450; i > 0; i--) {
            kept.add(new Place(Instant.parse("2026-03-01T00:00:00Z"), i));
        }
        List<String> lines = Door.with(tenant.key())
                .accept("application/x-ndjson")
                .get("/v1/audit-log?" + KINDS)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(452).doesNotHaveDuplicates().last().isEqualTo("{\"end\":true,\"count\":451}");
        assertThat(JsonPath.from(lines.getFirst()).getString("action")).isEqualTo("tenant.changed");
        assertThat(JsonPath.from(lines.get(450)).getString("detail.id")).isEqualTo("1");
        isProblem(
                Door.proxied(tenant.key()).accept("application/x-ndjson").get("/v1/audit-log?limit=3"),
                400,
                "invalid_request");
        usage.answering(500, "{}");
        isProblem(Door.proxied(tenant.key()).accept("application/x-ndjson").get("/v1/audit-log"), 503, "unavailable");
    }

    @Test
    void itTakesAnAdministratorAndNoForeignCursor() {
        isProblem(Door.proxied(Door.keyWith(tenant, "usage:read")).get("/v1/audit-log"), 403, "forbidden");
        isProblem(Door.proxied(tenant.key()).get("/v1/audit-log?cursor=x"), 400, "invalid_request");
        isProblem(Door.proxied(tenant.key()).get("/v1/audit-entries"), 404, "not_found");
    }
}
