package dev.keizoku.gateway.tenant;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class TenantResourceTest {

    @Inject
    @DataSource("bulk")
    Jdbi bulk;

    @Test
    void createsATenantWithItsFirstKey() {
        Response created = create("""
                {"tenant": "acme-1", "name": "Acme K.K.", "zone": "Asia/Tokyo", "currency": "JPY", "language": "ja",
                 "fiscal_year_start_month": 4}
                """);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        JsonPath body = created.jsonPath();
        assertThat(body.getString("tenant")).isEqualTo("acme-1");
        assertThat(body.getInt("version")).isEqualTo(1);
        assertThat(body.getList("api_key.scopes", String.class)).isEqualTo(Scopes.ALL);
        Response read = Door.with(body.getString("api_key.key")).get("/v1/tenant");
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.jsonPath().getMap("")).isEqualTo(JsonPath.from("""
                {"tenant": "acme-1", "version": 1, "name": "Acme K.K.", "zone": "Asia/Tokyo", "currency": "JPY",
                 "language": "ja", "fiscal_year_start_month": 4}
                """).getMap(""));
    }

    @Test
    void keepsThePoliciesOfATenant() {
        Door.Tenant tenant = Door.newTenant();
        JsonPath set = patch(tenant, """
                {"policies": {"churn_timing": "scheduled", "auto_churn_days": 30, "paused_counts_in_mrr": true,
                 "event_retention_days": 400}}
                """).jsonPath();
        assertThat(set.getMap("policies")).isEqualTo(JsonPath.from("""
                        {"churn_timing": "scheduled", "auto_churn_days": 30, "paused_counts_in_mrr": true,
                         "event_retention_days": 400}
                        """).getMap(""));
        assertThat(set.getInt("version")).isEqualTo(2);
        JsonPath less = patch(tenant, """
                {"policies": {"auto_churn_days": null, "event_retention_days": null, "usage": "exclude"}}
                """).jsonPath();
        assertThat(less.getMap("policies")).isEqualTo(JsonPath.from("""
                        {"churn_timing": "scheduled", "paused_counts_in_mrr": true, "usage": "exclude"}
                        """).getMap(""));
        Response same = patch(tenant, "{\"policies\": {\"usage\": \"exclude\"}}");
        assertThat(same.header("ETag")).as("nothing changed").isEqualTo("\"3\"");
    }

    @Test
    void namesEveryPolicyItDoesNotKnow() {
        Door.Tenant tenant = Door.newTenant();
        Response bad = patch(tenant, """
                {"policies": {"churn_timing": "soon", "auto_churn_days": 0, "gap_tolerance_days": "3",
                 "paused_counts_in_mrr": "yes", "vat": 19, "require_first_payment": 1, "late_window_days": 0,
                 "currency_switch_tolerance_percent": 100.5, "business_calendar": {"country": "Japan"}}}
                """);
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder(
                        "/policies/churn_timing",
                        "/policies/auto_churn_days",
                        "/policies/gap_tolerance_days",
                        "/policies/paused_counts_in_mrr",
                        "/policies/require_first_payment",
                        "/policies/late_window_days",
                        "/policies/currency_switch_tolerance_percent",
                        "/policies/business_calendar",
                        "/policies/vat");
        Response good = patch(tenant, """
                {"policies": {"require_first_payment": true, "currency_switch_tolerance_percent": 1.5}}
                """);
        good.then().statusCode(200);
        assertThat(good.jsonPath().getString("policies.currency_switch_tolerance_percent"))
                .isEqualTo("1.5");
    }

    @Test
    void keepsTheDaysATenantWorksOn() {
        JsonPath set = patch(Door.newTenant(), """
                {"policies": {"business_calendar": {"country": "JP", "obon": true, "closed": ["2026-06-01"]}}}
                """).jsonPath();
        assertThat(set.getMap("policies.business_calendar"))
                .isEqualTo(JsonPath.from("""
                        {"country": "JP", "obon": true, "closed": ["2026-06-01"]}
                        """).getMap(""));
    }

    @Test
    void makesUpAnIdAndTheUsualSettings() {
        JsonPath body = create("{\"name\": \"A\", \"zone\": \"UTC\", \"currency\": \"USD\"}")
                .jsonPath();
        assertThat(body.getString("tenant")).startsWith("t-");
        assertThat(body.getString("language")).isEqualTo("en");
        assertThat(body.getInt("fiscal_year_start_month")).isEqualTo(1);
    }

    @Test
    void refusesAnIdThatIsTaken() {
        Door.Tenant tenant = Door.newTenant();
        Response again = create("""
                {"tenant": "%s", "name": "Thief", "zone": "UTC", "currency": "USD"}
                """.formatted(tenant.id()));
        isProblem(again, 409, "tenant_exists");
        assertThat(Door.with(tenant.key()).get("/v1/tenant").jsonPath().getString("name"))
                .isEqualTo("Acme");
    }

    @Test
    void namesEveryBadField() {
        Response bad = Door.proxied(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "*", "name": "", "zone": "Mars/Base", "currency": "YEN", "language": "fr",
                         "fiscal_year_start_month": 13, "plan": "gold"}
                        """)
                .post("/v1/tenants");
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder(
                        "/tenant", "/name", "/zone", "/currency", "/language", "/fiscal_year_start_month", "/plan");
        BadInput.check(
                () -> Door.proxied(GatewayUnderTest.OPERATOR_KEY),
                (request, body) -> send(request, body).post("/v1/tenants"));
        Door.Tenant tenant = Door.newTenant();
        BadInput.check(
                () -> Door.proxied(tenant.key()),
                (request, body) -> send(request, body).patch("/v1/tenant"));
    }

    @Test
    void makesANewVersionOfEachChange() {
        Door.Tenant tenant = Door.newTenant();
        Response changed = patch(tenant, "{\"language\": \"ja\", \"fiscal_year_start_month\": 4}");
        assertThat(changed.jsonPath().getInt("version")).isEqualTo(2);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.jsonPath().getString("zone")).isEqualTo("Asia/Tokyo");
        assertThat(patch(tenant, "{\"language\": \"ja\"}").jsonPath().getInt("version"))
                .isEqualTo(2);
        isProblem(
                Door.proxied(tenant.key())
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .patch("/v1/tenant"),
                400,
                "invalid_request");
    }

    @Test
    void refusesAChangeBasedOnAnOldVersion() {
        Door.Tenant tenant = Door.newTenant();
        RequestSpecification first = Door.with(tenant.key()).header("If-Match", "\"1\"");
        first.contentType(ContentType.JSON)
                .body("{\"name\": \"B\"}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
        RequestSpecification second = Door.with(tenant.key()).header("If-Match", "\"1\"");
        isProblem(
                second.contentType(ContentType.JSON).body("{\"name\": \"C\"}").patch("/v1/tenant"),
                412,
                "changed_meanwhile");
        RequestSpecification strange = Door.with(tenant.key()).header("If-Match", "x");
        isProblem(
                strange.contentType(ContentType.JSON).body("{\"name\": \"C\"}").patch("/v1/tenant"),
                400,
                "invalid_request");
        assertThat(Door.with(tenant.key()).get("/v1/tenant").jsonPath().getString("name"))
                .isEqualTo("B");
    }

    @Test
    void tellsEveryServiceAtOnceAndALateOneLater() {
        try (StubService usage = StubService.start(Upstream.USAGE);
                StubService metrics = StubService.start(Upstream.METRICS);
                StubService health = StubService.start(Upstream.HEALTH)) {
            Door.Tenant tenant = Door.newTenant();
            assertThat(usage.pushes()).anyMatch(push -> isOf(push, tenant, 1));
            patch(tenant, "{\"language\": \"ja\"}");
            for (StubService service : new StubService[] {usage, metrics, health}) {
                assertThat(service.pushes()).anyMatch(push -> isOf(push, tenant, 2));
            }
            assertThat(usage.pushes().getLast().header("Authorization")).startsWith("Bearer ey");
            try (StubService subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)) {
                Eventually.within(
                        Duration.ofMinutes(1),
                        () -> subscriptions.pushes().stream().anyMatch(push -> isOf(push, tenant, 2)));
                assertThat(subscriptions.pushes()).noneMatch(push -> isOf(push, tenant, 1));
            }
        }
    }

    @Test
    void aTenantThatAServiceDoesNotTakeHoldsUpNoOther() {
        for (String id : List.of("refused-a", "refused-b")) {
            create("{\"tenant\": \"" + id + "\", \"name\": \"A\", \"zone\": \"UTC\", \"currency\": \"JPY\"}")
                    .then()
                    .statusCode(201);
        }
        try (StubService subscriptions =
                StubService.start(Upstream.SUBSCRIPTIONS).refusing("refused-a")) {
            Eventually.within(
                    Duration.ofMinutes(1),
                    () -> subscriptions.pushes().stream()
                            .anyMatch(push -> push.uri().equals("/v1/tenants/refused-b")));
        }
    }

    @Test
    void theFirstKeyIsShownThoughItCannotBeNotedWhoKnowsTheTenant() {
        bulk.useHandle(
                handle -> handle.execute("alter table tenant_push add constraint unnoted check (tenant <> 'unnoted')"));
        try (StubService usage = StubService.start(Upstream.USAGE)) {
            create("{\"tenant\": \"unnoted\", \"name\": \"A\", \"zone\": \"UTC\", \"currency\": \"JPY\"}")
                    .then()
                    .statusCode(201)
                    .body("api_key.key", startsWith("kz_"));
            assertThat(usage.pushes()).anyMatch(push -> push.uri().equals("/v1/tenants/unnoted"));
        } finally {
            bulk.useHandle(handle -> handle.execute("alter table tenant_push drop constraint unnoted"));
        }
    }

    private static boolean isOf(StubService.Seen push, Door.Tenant tenant, int version) {
        JsonPath body = JsonPath.from(push.body());
        return push.uri().equals("/v1/tenants/" + tenant.id())
                && body.getString("tenant").equals(tenant.id())
                && body.getInt("version") == version;
    }

    private static RequestSpecification send(RequestSpecification request, Object body) {
        return body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body);
    }

    private static Response create(String body) {
        return Door.with(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/tenants");
    }

    private static Response patch(Door.Tenant tenant, String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).patch("/v1/tenant");
    }
}
