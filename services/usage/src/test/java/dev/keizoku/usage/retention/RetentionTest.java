package dev.keizoku.usage.retention;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class RetentionTest {

    @Inject
    Jdbi jdbi;

    @Inject
    Retention retention;

    private String tenant = "";
    private long version = 1;

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private void keep(int days) {
        version++;
        Api.as(tenant, "operator")
                .contentType(ContentType.JSON)
                .body("""
                                {"tenant": "%s", "version": %d, "name": "x", "zone": "UTC", "currency": "USD", "language": "en",
                                 "fiscal_year_start_month": 1, "policies": {"event_retention_days": %d}}
                                """.formatted(tenant, version, days))
                .put("/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(204);
    }

    private long events(String of) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from event join tenant_number using (tenant_no) where tenant = :tenant")
                .bind("tenant", of)
                .mapTo(Long.class)
                .one());
    }

    private boolean exists(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select to_regclass(:table) is not null")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void eventsBeyondTheLimitGoAndWhatWasCountedStays() {
        String old = login("1", "acme", "u", "2026-01-30T23:59:59Z");
        send(
                tenant,
                old,
                login("2", "acme", "u", "2026-01-31T00:00:00Z"),
                login("3", "acme", "u", "2026-03-01T00:00:00Z"));
        keep(30);
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(2);
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-01-01&to=2026-03-05&interval=month")
                .then()
                .body("data.count", contains(2, 1));
        Api.as(tenant, "usage:read")
                .get("/v1/events/{source}/{id}", "/test", "1")
                .then()
                .body("state", equalTo("expired"));
        assertThat(send(tenant, old).jsonPath().getInt("duplicate")).isEqualTo(1);
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/acme/events?from=2025-12-01")
                .then()
                .body("data.id", contains("3", "2"));
        MutableClock.set("2026-03-03T00:00:00Z");
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(1);
    }

    @Test
    void aMonthGoesAsAWholeOnceNobodyKeepsIt() {
        MutableClock.set("2031-06-15T00:00:00Z");
        String keeping = TestTenants.fresh();
        send(tenant, login("1", "acme", "u", "2030-08-10T00:00:00Z"), login("2", "acme", "u", "2030-09-10T00:00:00Z"));
        send(keeping, login("1", "acme", "u", "2030-09-11T00:00:00Z"));
        keep(60);
        retention.sweep();
        assertThat(exists("event_2030_08")).isFalse();
        assertThat(exists("event_2030_09")).isTrue();
        assertThat(events(tenant)).isZero();
        assertThat(events(keeping)).isEqualTo(1);
        assertThat(send(tenant, login("3", "acme", "u", "2030-08-11T00:00:00Z"))
                        .jsonPath()
                        .getInt("accepted"))
                .as("what comes late is still taken")
                .isEqualTo(1);
        retention.sweep();
        assertThat(events(tenant)).isZero();
    }

    @Test
    void whatComesLateForADayThatIsOverGoesWithTheNextSweep() {
        String keeping = TestTenants.fresh();
        keep(30);
        send(tenant, login("1", "acme", "u", "2026-03-01T00:00:00Z"));
        retention.sweep();
        send(tenant, login("2", "acme", "u", "2026-01-10T00:00:00Z"));
        send(keeping, login("2", "acme", "u", "2026-01-10T00:00:00Z"));
        assertThat(events(tenant)).isEqualTo(2);
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(1);
        backfill(
                tenant,
                "?history=true",
                login("3", "acme", "u", "2026-01-10T00:00:00Z"),
                login("4", "acme", "u", "2019-01-10T00:00:00Z"));
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(1);
        assertThat(events(keeping)).isEqualTo(1);
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2019-01-01&to=2026-02-01")
                .then()
                .body("data.count", contains(1, 2));
        assertThat(late("2026-01-10")).isTrue();
        MutableClock.advance(Duration.ofHours(2));
        retention.sweep();
        assertThat(late("2026-01-10")).isFalse();
        send(tenant, login("5", "acme", "u", "2026-01-10T00:00:00Z"));
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(1);
    }

    private boolean late(String day) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select from event_late_day where day = cast(:day as date))")
                .bind("day", day)
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void withoutALimitEverythingIsKept() {
        MutableClock.set("2031-06-15T00:00:00Z");
        send(tenant, login("1", "acme", "u", "2030-10-10T00:00:00Z"));
        retention.sweep();
        assertThat(events(tenant)).isEqualTo(1);
    }
}
