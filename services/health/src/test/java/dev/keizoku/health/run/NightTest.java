package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class NightTest {

    @Inject
    NightSchedule nights;

    @Inject
    RunWorkers workers;

    @Inject
    Jdbi jdbi;

    @AfterEach
    void clock() {
        MutableClock.reset();
        leaveNightsOfOthersThan("");
    }

    @Test
    void scoresEachTenantAfterItsOwnMidnight() {
        String tokyo = tenant("Asia/Tokyo");
        String berlin = tenant("Europe/Berlin");
        MutableClock.set("2026-03-05T15:30:00Z");

        nights.makeDueNights();

        assertThat(days(tokyo)).containsExactly("2026-03-05");
        assertThat(days(berlin)).containsExactly("2026-03-04");
        MutableClock.set("2026-03-05T23:30:00Z");
        nights.makeDueNights();
        assertThat(days(tokyo)).containsExactly("2026-03-05");
        assertThat(days(berlin)).containsExactly("2026-03-05", "2026-03-04");
    }

    @Test
    void makesEachNightOnceHoweverManyReplicasPoll() {
        String tenant = tenant("UTC");
        MutableClock.set("2026-03-06T00:00:01Z");
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                replicas.execute(nights::makeDueNights);
            }
        }

        assertThat(days(tenant)).containsExactly("2026-03-05");
    }

    @Test
    void catchesUpMissedNightsAndScoresThem() {
        String tenant = tenant("UTC");
        MutableClock.set("2026-03-02T00:00:01Z");
        nights.makeDueNights();
        MutableClock.set("2026-03-05T08:00:00Z");

        nights.makeDueNights();

        assertThat(days(tenant)).containsExactly("2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01");
        leaveNightsOfOthersThan(tenant);
        Eventually.within(Duration.ofMinutes(3), "the nights are scored", () -> {
            workers.wake();
            return runs(tenant, "status").stream().allMatch("done"::equals);
        });
        int snapshots = jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from score_snapshot where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Integer.class)
                        .one());
        assertThat(snapshots).isEqualTo(8);
    }

    private static String tenant(String zone) {
        String tenant = TestTenants.fresh(zone, "JPY");
        Upstreams.of(tenant)
                .account("a")
                .account("b")
                .usage("a", "2026-03-01", 12, "a")
                .usage("b", "2026-03-01", 2);
        return tenant;
    }

    /** The tenants of all other tests have nights too: hundreds that nobody looks at, before the ones looked at. */
    private void leaveNightsOfOthersThan(String tenant) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update score_run set status = 'failed'
                        where tenant <> :tenant and kind = 'night' and status in ('queued', 'running')
                        """).bind("tenant", tenant).execute());
    }

    private static List<String> days(String tenant) {
        return runs(tenant, "day");
    }

    private static List<String> runs(String tenant, String field) {
        return Api.as(tenant, "health:read")
                .get("/v1/score-runs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data." + field, String.class);
    }
}
