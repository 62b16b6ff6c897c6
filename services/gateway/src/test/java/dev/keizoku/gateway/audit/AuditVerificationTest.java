package dev.keizoku.gateway.audit;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Eventually;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As the superuser, whom no trigger keeps from anything. */
@QuarkusTest
@WithGateway
class AuditVerificationTest {

    private static final Duration SEALED = Duration.ofMinutes(2);
    private static final String WHOLE = """
            {"whole": true, "seals": 0, "entries": 0, "unsealed": 0, "head": null, "breaks": []}""";
    private static final String BROKEN = """
            {"whole": false, "seals": 1, "entries": 1, "unsealed": 0,
             "head": {"seal": 1, "hash": "00", "sealed_at": "2026-03-02T00:00:00Z"},
             "breaks": [{"seal": 1, "reason": "changed", "after": null, "until": "2026-03-02T00:00:00Z"}]}""";

    @Inject
    AgroalDataSource source;

    private final Map<Upstream, StubService> services = new EnumMap<>(Upstream.class);
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        for (Upstream service : Upstream.values()) {
            services.put(service, StubService.start(service).answering(200, WHOLE));
        }
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        services.values().forEach(StubService::close);
    }

    private void patch(int days) {
        Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"policies\": {\"late_window_days\": " + days + "}}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
    }

    private JsonPath verified(String query) {
        return Door.with(tenant.key())
                .get("/v1/audit-log/verification" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Map<String, Object>> breaks() {
        return verified("").getList("services[0].chain.breaks");
    }

    private void awaitSeals(int least) {
        Eventually.within(SEALED, "a block is sealed", () -> verified("").getInt("services[0].chain.seals") >= least);
    }

    private void asSuperuser(String... statements) {
        Jdbi.create(source).useTransaction(handle -> {
            for (String table : List.of("audit_trail", "audit_seal")) {
                handle.execute("alter table " + table + " disable trigger all");
            }
            for (String statement : statements) {
                handle.createUpdate(statement).bind("tenant", tenant.id()).execute();
            }
            for (String table : List.of("audit_trail", "audit_seal")) {
                handle.execute("alter table " + table + " enable trigger all");
            }
        });
    }

    @Test
    void whatIsSealedIsWholeUntilSomebodyChangesIt() {
        patch(30);
        awaitSeals(1);
        patch(40);
        awaitSeals(2);
        JsonPath before = verified("");
        assertThat(before.getBoolean("whole")).isTrue();
        assertThat(before.getString("services[0].chain.head.hash")).matches("[0-9a-f]{64}");

        asSuperuser("""
                update audit_trail set detail = jsonb_set(detail, '{changes}', '{}')
                where tenant = :tenant and action = 'tenant.changed'""");
        assertThat(breaks()).extracting("reason").contains("changed").containsOnly("changed");
        assertThat(verified("").getBoolean("whole")).isFalse();
    }

    @Test
    void aRemovedEntryAnAddedOneAndARemovedBlockAreFound() {
        patch(30);
        awaitSeals(1);
        asSuperuser("""
                insert into audit_trail (id, at, tenant, actor, action, detail) overriding system value
                values (-1, now(), :tenant, 'kz_x', 'key.created', '{}')""");
        assertThat(breaks()).extracting("seal", "reason").containsExactly(tuple(1, "changed"));
        asSuperuser("delete from audit_trail where tenant = :tenant and id = -1");
        assertThat(breaks()).isEmpty();

        asSuperuser("""
                delete from audit_trail where tenant = :tenant
                    and id = (select min(id) from audit_trail where tenant = :tenant)""");
        assertThat(breaks()).extracting("seal", "reason").containsExactly(tuple(1, "changed"));
        patch(40);
        awaitSeals(2);
        asSuperuser("delete from audit_seal where tenant = :tenant and number = 1");
        assertThat(breaks()).extracting("seal", "reason").containsExactly(tuple(1, "missing"));
    }

    @Test
    void anEntryThatNoBlockHasAlthoughLaterOnesAreSealedIsFound() {
        Door.Tenant other = Door.newTenant();
        patch(30);
        awaitSeals(1);
        long seen = Jdbi.create(source)
                .withHandle(handle -> handle.createQuery("select max(id) + 1 from audit_trail")
                        .mapTo(long.class)
                        .one());
        // Somebody else's entry takes the place, and is taken out of it again.
        Door.with(other.key()).get("/v1/members").then().statusCode(200);
        Eventually.within(
                SEALED,
                "another tenant's entry is sealed",
                () -> Jdbi.create(source)
                        .withHandle(handle -> handle.createQuery(
                                        "select exists (select from audit_seal where tenant = :other and last_id >= :seen)")
                                .bind("other", other.id())
                                .bind("seen", seen)
                                .mapTo(boolean.class)
                                .one()));
        asSuperuser("""
                update audit_trail set tenant = :tenant where id = (
                    select max(id) from audit_trail where tenant = '%s')""".formatted(other.id()));
        assertThat(breaks()).extracting("reason").isNotEmpty().isSubsetOf("added", "changed");
    }

    @Test
    void whatWasMadeAnewIsFoundByAHashThatWasKept() {
        patch(30);
        awaitSeals(1);
        String other = "gateway:1:" + "0".repeat(64);
        String later = "gateway:900000:" + "0".repeat(64);
        String first = Jdbi.create(source)
                .withHandle(handle -> handle.createQuery(
                                "select encode(hash, 'hex') from audit_seal where tenant = :tenant and number = 1")
                        .bind("tenant", tenant.id())
                        .mapTo(String.class)
                        .one());
        assertThat(verified("?known=gateway:1:" + first).getList("services[0].chain.breaks"))
                .isEmpty();
        assertThat(verified("?known=" + other).getList("services[0].chain.breaks.reason"))
                .containsExactly("not_as_known");
        assertThat(verified("?known=" + later).getList("services[0].chain.breaks.reason"))
                .containsExactly("missing");
        isProblem(Door.proxied(tenant.key()).get("/v1/audit-log/verification?known=x"), 400, "invalid_request");
    }

    @Test
    void everyServiceIsAskedAndOneThatIsAwayIsNotPassedOver() {
        services.get(Upstream.HEALTH).answering(200, BROKEN);
        String known = "f".repeat(64);
        JsonPath found = verified("?known=usage:3:" + known);
        assertThat(found.getBoolean("whole")).isFalse();
        assertThat(found.getList("services.service"))
                .containsExactlyInAnyOrder("gateway", "subscriptions", "usage", "metrics", "health");
        assertThat(found.getList("services.find { it.service == 'health' }.chain.breaks.reason"))
                .containsExactly("changed");
        assertThat(services.get(Upstream.USAGE).last().uri())
                .isEqualTo("/v1/audit-trail/verification?known=3%3A" + known);
        services.get(Upstream.METRICS).answering(500, "{}");
        isProblem(Door.proxied(tenant.key()).get("/v1/audit-log/verification"), 503, "unavailable");
        isProblem(Door.proxied(Door.keyWith(tenant, "usage:read")).get("/v1/audit-log/verification"), 403, "forbidden");
    }
}
