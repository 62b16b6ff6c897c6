package dev.keizoku.usage.recount;

import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class SelfCheckTest {

    @Inject
    Jdbi jdbi;

    @Inject
    SelfCheck check;

    @Inject
    MeterRegistry meters;

    private static int nights;
    private String tenant = "";

    /** Each test has nights of its own. */
    @BeforeEach
    void anEventYesterday() {
        nights++;
        Instant now = Instant.parse("2026-03-02T06:00:00Z").plus(Duration.ofDays(10L * nights));
        MutableClock.set(now);
        tenant = TestTenants.fresh();
        send(tenant, login("1", "acme", "u", now.minus(Duration.ofDays(1)).toString()))
                .then()
                .statusCode(200);
    }

    private void tamper() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update usage_day set count = count + 1
                        where tenant_no = (select tenant_no from tenant_number where tenant = :tenant)
                        """).bind("tenant", tenant).execute());
    }

    private LocalDate yesterday() {
        return LocalDate.parse("2026-03-01").plusDays(10L * nights);
    }

    private ValidatableResponse rollups(String whose) {
        return Api.as(whose, "usage:read").get("/v1/rollups").then().statusCode(200);
    }

    @Test
    void aNightLooksAtYesterdayAndOthers() {
        double before = meters.get("keizoku.rollups.checked.days").counter().count();
        check.round();
        assertThat(meters.get("keizoku.rollups.checked.days").counter().count()).isGreaterThan(before);
        rollups(tenant).body("checked_days", hasItem(yesterday().toString())).body("in_doubt", empty());
    }

    @Test
    void aWrongCountIsFoundByNightAndGoneAfterARebuild() {
        tamper();
        check.round();
        int inDoubt = check.tenantsInDoubt();
        assertThat(inDoubt).isPositive();
        assertThat(meters.get("keizoku.rollups.tenants.in.doubt").gauge().value())
                .isEqualTo(inDoubt);
        assertThat(new RollupWellness(check).call().getStatus().name()).isEqualTo("DOWN");
        rollups(tenant)
                .body("in_doubt.day", contains(yesterday().toString()))
                .body("in_doubt.differences", contains(1))
                .body("in_doubt[0].example", containsString("login of account acme, user u"));
        rollups(TestTenants.fresh()).body("in_doubt", empty());

        Api.as(tenant, "admin")
                .contentType("application/json")
                .body("{\"from\": \"%s\", \"to\": \"%s\"}"
                        .formatted(yesterday(), yesterday().plusDays(1)))
                .post("/v1/rollups/rebuild")
                .then()
                .statusCode(202);
        Eventually.within(Duration.ofMinutes(2), () -> {
            check.round();
            return check.tenantsInDoubt() == inDoubt - 1;
        });
        rollups(tenant).body("in_doubt", empty());
    }

    @Test
    void aDayInDoubtIsLookedAtAgainTheNextNight() {
        tamper();
        check.round();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update usage_day set count = count - 1
                        where tenant_no = (select tenant_no from tenant_number where tenant = :tenant)
                        """).bind("tenant", tenant).execute());
        check.round();
        // Not twice a night.
        rollups(tenant).body("in_doubt.day", contains(yesterday().toString()));
        MutableClock.advance(Duration.ofDays(1));
        check.round();
        rollups(tenant).body("in_doubt", empty());
    }
}
