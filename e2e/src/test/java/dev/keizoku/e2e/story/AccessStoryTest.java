package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in without a key, sees another's data, or brings a process down. */
class AccessStoryTest {

    private static final List<String> READS = List.of(
            "/v1/accounts/acme",
            "/v1/subscriptions/acme-1",
            "/v1/accounts/acme/mrr",
            "/v1/accounts/acme/health",
            "/v1/accounts/acme/health/explanation",
            "/v1/accounts/acme/overview");

    private final Suite suite = Suite.running();

    static Stream<String> operations() {
        return Stream.of(
                "GET /v1/tenant",
                "GET /v1/api-keys",
                "GET /v1/accounts",
                "GET /v1/accounts/a",
                "GET /v1/subscriptions",
                "GET /v1/plans",
                "POST /v1/events",
                "GET /v1/usage",
                "GET /v1/accounts/a/usage",
                "GET /v1/metrics",
                "GET /v1/metrics/mrr",
                "POST /v1/ledger/rebuild",
                "GET /v1/health-scores",
                "GET /v1/accounts/a/health",
                "GET /v1/risk-signals",
                "POST /v1/touchpoints",
                "POST /v1/score-runs",
                "GET /v1/imports/imp_s_1",
                "POST /v1/tenants");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksEverybodyForAKey(String operation) {
        String[] parts = operation.split(" ");
        for (Api nobody : List.of(suite.anonymous(), suite.as("kz_nonsense"), suite.as("eyJhbGciOiJub25lIn0.e30."))) {
            Answer answer = parts[0].equals("GET")
                    ? nobody.get(parts[1])
                    : nobody.send(parts[0], parts[1], "application/json", "{}");
            answer.isProblem(401);
        }
    }

    @Test
    void keepsEachKeyToItsScopes() {
        Tenant tenant = suite.tenant("scopes", "UTC", "USD");
        Api reader = tenant.with("metrics:read");
        reader.get("/v1/metrics").ok();
        reader.get("/v1/accounts").isProblem(403);
        reader.get("/v1/usage").isProblem(403);
        reader.get("/v1/health-scores").isProblem(403);
        reader.get("/v1/api-keys").isProblem(403);
        reader.post("/v1/ledger/rebuild", Map.of()).isProblem(403);
        reader.put("/v1/accounts/a", Map.of("name", "A")).isProblem(403);
        reader.post("/v1/tenants", Map.of("name", "x", "zone", "UTC", "currency", "USD"))
                .isProblem(403);
        Api writer = tenant.with("usage:write");
        writer.get("/v1/usage").isProblem(403);
    }

    @Test
    void showsNobodyWhatBelongsToAnother() {
        Tenant owner = suite.tenant("owner", "UTC", "USD");
        Tenant stranger = suite.tenant("stranger", "UTC", "USD");
        for (Tenant tenant : List.of(owner)) {
            tenant.admin().put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
            tenant.admin()
                    .put("/v1/plans/pro", Map.of("name", "Pro", "product", "app", "prices", List.of(monthly("100.00"))))
                    .ok();
            tenant.admin()
                    .put(
                            "/v1/subscriptions/acme-1",
                            Map.of(
                                    "account_id", "acme",
                                    "plan_id", "pro",
                                    "kind", "start",
                                    "effective_at", "2026-01-01T00:00:00Z"))
                    .ok();
        }
        for (String path : READS) {
            Answer known = stranger.admin().get(path);
            Answer unknown = stranger.admin().get(path.replace("acme", "never-was"));
            known.isProblem(404);
            assertThat(anonymised(known)).as(path).isEqualTo(anonymised(unknown));
        }
        assertThat(stranger.admin().all("/v1/accounts")).isEmpty();
        assertThat(stranger.admin().all("/v1/subscriptions")).isEmpty();
        assertThat(stranger.admin().all("/v1/plans")).isEmpty();
        assertThat(owner.admin().all("/v1/accounts")).hasSize(1);
    }

    /** A problem without what may differ: the request's id, and the path that was asked for. */
    private static String anonymised(Answer answer) {
        JsonNode problem = answer.json();
        return problem.path("status") + " " + problem.path("type") + " " + problem.path("title") + " "
                + problem.path("detail").asText().replace("acme", "never-was") + " " + problem.path("errors");
    }

    private static Map<String, Object> monthly(String amount) {
        return Map.of("amount", Map.of("amount", amount, "currency", "USD"), "interval", "month", "interval_count", 1);
    }

    @Test
    void letsNobodyPastTheGateway() {
        Tenant tenant = suite.tenant("past", "UTC", "USD");
        String key = tenant.admin()
                .post("/v1/api-keys", Map.of("name", "all", "scopes", List.of("admin", "subscriptions:read")))
                .ok()
                .path("key")
                .asText();
        for (Member member : List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH)) {
            String path = switch (member) {
                case SUBSCRIPTIONS -> "/v1/accounts";
                case USAGE -> "/v1/usage";
                case METRICS -> "/v1/metrics";
                case HEALTH -> "/v1/health-scores";
                case GATEWAY -> throw new IllegalStateException();
            };
            suite.straightAt(member, key).get(path).isProblem(401);
            suite.straightAt(member, "").get(path).isProblem(401);
        }
        suite.as(key).get("/v1/subscription-changes").isProblem(404);
        suite.as(key).get("/v1/account-facts?day=2026-01-01").isProblem(404);
        suite.as(key).get("/v1/measures?day=2026-01-01").isProblem(404);
        suite.as(key).put("/v1/tenants/" + tenant.id(), Map.of()).isProblem(404);
    }

    @Test
    void forgetsARevokedKeyWithinFiveSeconds() {
        Tenant tenant = suite.tenant("revoked", "UTC", "USD");
        JsonNode created = tenant.admin()
                .post("/v1/api-keys", Map.of("name", "short", "scopes", List.of("metrics:read")))
                .ok();
        Api api = suite.as(created.path("key").asText());
        api.get("/v1/metrics").ok();
        assertThat(tenant.admin()
                        .delete("/v1/api-keys/" + created.path("id").asText())
                        .status())
                .isEqualTo(204);
        Wait.passes(Duration.ofSeconds(5), () -> api.get("/v1/metrics").isProblem(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/v1/nope",
                "/V1/tenant",
                "/v1/tenant/",
                "//v1//tenant",
                "/v1//tenant",
                "/v1/./tenant",
                "/v1/x/../tenant",
                "/v1/x/..;/tenant",
                "/v1/tenant;x=1",
                "/v1/tenant%00",
                "/v1/%2e%2e/tenant",
                "/v1/accounts/a%00b",
                "/v1/accounts/a%0Ab",
                "/v1/accounts/%FF",
                "/v1/metrics/nonsense",
                "/v1/metrics/mrr?from=yesterday",
                "/v1/metrics/mrr?surely=unknown",
                "/v1/accounts?limit=0",
                "/v1/accounts?limit=100000",
                "/v1/accounts?cursor=forged",
                "/v1/usage?from=2026-02-30",
                "/v1/usage?group_by=moon",
                "/v1/health-scores?sync_token=forged",
                "/v1/imports/imp_s_nope",
                "/v1/imports/nope",
                "/q/dev",
                "/q/arc"
            })
    void answersOddRequestsWithAProblem(String path) {
        Tenant tenant = oddities();
        Answer answer = tenant.admin().get(path);
        assertThat(answer.status()).as(answer.toString()).isIn(400, 404, 422);
        answer.isProblem(answer.status());
        assertAllUp();
    }

    private static Tenant shared;

    private Tenant oddities() {
        synchronized (AccessStoryTest.class) {
            if (shared == null) {
                shared = suite.tenant("odd", "UTC", "USD");
            }
            return shared;
        }
    }

    static List<Arguments> bodies() {
        return List.of(
                Arguments.of("empty", ""),
                Arguments.of("null", "null"),
                Arguments.of("malformed", "{\"name\":"),
                Arguments.of("array", "[]"),
                Arguments.of("unknown field", "{\"name\":\"a\",\"surely_unknown\":1}"),
                Arguments.of("duplicate key", "{\"name\":\"a\",\"name\":\"b\"}"),
                Arguments.of("trailing tokens", "{\"name\":\"a\"} {}"),
                Arguments.of("NUL", "{\"name\":\"a\\u0000b\"}"),
                Arguments.of("lone surrogate", "{\"name\":\"\\ud800\"}"),
                Arguments.of("number for text", "{\"name\":1}"),
                Arguments.of("number bomb", "{\"name\":1e1000000000}"),
                Arguments.of("deep", "[".repeat(50_000)),
                Arguments.of("too large", "{\"name\":\"" + "x".repeat(2_000_000) + "\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesBadBodiesWithAProblem(String name, String body) {
        Api admin = oddities().admin();
        SoftAssertions softly = new SoftAssertions();
        for (String operation : List.of(
                "PUT /v1/accounts/a",
                "PUT /v1/plans/p",
                "PUT /v1/subscriptions/s",
                "POST /v1/subscriptions/s/changes",
                "POST /v1/touchpoints",
                "POST /v1/score-runs",
                "PUT /v1/scorecards/default",
                "POST /v1/api-keys",
                "PATCH /v1/tenant")) {
            String[] parts = operation.split(" ");
            Answer answer = admin.send(parts[0], parts[1], "application/json", body);
            softly.assertThat(answer.status()).as(answer.toString()).isIn(400, 413, 422);
            softly.assertThatCode(() -> answer.isProblem(answer.status())).doesNotThrowAnyException();
        }
        Answer events = admin.send("POST", "/v1/events", "application/cloudevents+json", body);
        softly.assertThat(events.status()).as(events.toString()).isIn(400, 413, 422);
        Answer xml = admin.send("PUT", "/v1/accounts/a", "application/xml", "<a/>");
        softly.assertThat(xml.status()).as(xml.toString()).isEqualTo(415);
        softly.assertAll();
        assertAllUp();
    }

    @Test
    void showsTheRestOfAnAccountWhenAServiceIsDown() {
        Tenant tenant = suite.tenant("overview", "UTC", "USD");
        tenant.admin().put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        JsonNode whole = tenant.admin().get("/v1/accounts/acme/overview").ok();
        assertThat(whole.at("/account/data/name").asText()).as("%s", whole).isEqualTo("Acme");
        assertThat(whole.at("/usage/available").asBoolean()).as("%s", whole).isTrue();

        suite.kill(Member.USAGE);
        try {
            JsonNode part = tenant.admin().get("/v1/accounts/acme/overview").ok();
            assertThat(part.at("/usage/available").asBoolean()).as("%s", part).isFalse();
            assertThat(part.at("/account/available").asBoolean()).isTrue();
            assertThat(part.at("/subscriptions/available").asBoolean()).isTrue();
            tenant.admin().get("/v1/usage").isProblem(503);
        } finally {
            suite.start(Member.USAGE);
        }
        Wait.passes(Duration.ofMinutes(1), () -> {
            JsonNode again = tenant.admin().get("/v1/accounts/acme/overview").ok();
            assertThat(again.at("/usage/available").asBoolean()).as("%s", again).isTrue();
            return again;
        });
    }

    private void assertAllUp() {
        for (Member member : Member.values()) {
            assertThat(suite.isAlive(member)).as(member.id()).isTrue();
        }
    }
}
