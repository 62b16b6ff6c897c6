package dev.keizoku.usage.recount;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollups counted anew from the events are those that were counted event by event. */
@QuarkusTest
@WithKeizoku
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DAYS = 12;

    @Inject
    Jdbi jdbi;

    private final Random random = new Random(20260302);
    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    private String[] events(String prefix, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String time = Instant.parse("2026-02-10T00:00:00Z")
                    .plusSeconds(random.nextInt(DAYS * 86_400))
                    .toString();
            String data = "{\"user_id\":\"u%d\",\"feature\":\"f%d\",\"value\":%d.25}"
                    .formatted(random.nextInt(4), random.nextInt(3), random.nextInt(9));
            String account = random.nextInt(10) == 0 ? "" : "a" + random.nextInt(6);
            String event = event(prefix + i, random.nextBoolean() ? "login" : "feature.used", account, time, data);
            events.add(account.isEmpty() ? event.replace("\"subject\": \"\",", "") : event);
        }
        return events.toArray(String[]::new);
    }

    /** Every counter of the tenant, as text. */
    private List<String> counters() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(row (day, account_id, name, user_id, feature, received_on, count, trim_scale(sum),
                            first_at, last_at) as text)
                        from usage_day join tenant_number using (tenant_no) where tenant = :tenant
                        union all
                        select cast(row (day, account_id, received_on, count, logins) as text)
                        from account_day join tenant_number using (tenant_no) where tenant = :tenant
                        order by 1
                        """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }

    private void tamper(String sql) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        sql + " tenant_no = (select tenant_no from tenant_number where tenant = :tenant)")
                .bind("tenant", tenant)
                .execute());
    }

    private JsonPath rebuilt(String from, String to) {
        JsonPath asked = Api.as(tenant, "admin")
                .contentType("application/json")
                .body("{\"from\": \"" + from + "\", \"to\": \"" + to + "\"}")
                .post("/v1/rollups/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
        String path = "/v1/rollups/rebuild/" + asked.getString("id");
        Eventually.within(PATIENCE, () -> status(path).getString("status").equals("done"));
        return status(path);
    }

    private JsonPath status(String path) {
        return Api.as(tenant, "admin")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void countersThatWereLostComeBackAsTheyWere() {
        backfill(tenant, "?history=true", events("h", 400)).then().body("accepted", equalTo(400));
        backfill(tenant, "", events("l", 200)).then().body("accepted", equalTo(200));
        List<String> counted = counters();
        assertThat(rebuilt("2026-02-01", "2026-03-01").getLong("rows_corrected"))
                .as("nothing was wrong")
                .isZero();
        assertThat(counters()).isEqualTo(counted);

        tamper("delete from usage_day where");
        tamper("delete from account_day where");
        JsonPath done = rebuilt("2026-02-01", "2026-03-01");
        assertThat(done.getLong("rows_corrected")).isEqualTo(counted.size());
        assertThat(done.getLong("days_done")).isEqualTo(28);
        assertThat(counters()).isEqualTo(counted);
    }

    @Test
    void anyMixOfWrongCountersIsPutRight() {
        backfill(tenant, "?history=true", events("h", 300)).then().body("accepted", equalTo(300));
        List<String> counted = counters();
        tamper("update usage_day set count = count + 3 where user_id = 'u1' and");
        tamper("update usage_day set sum = sum - 1 where user_id = 'u2' and");
        tamper("update usage_day set first_at = first_at - interval '1 hour' where user_id = 'u3' and");
        tamper("delete from usage_day where user_id = 'u0' and");
        tamper("update account_day set logins = 0 where account_id < 'a3' and");
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into usage_day (count, first_at, last_at, tenant_no, day, received_on, account_id, name,
                            user_id, feature, sum)
                        select 1, now(), now(), tenant_no, '2026-02-12', '2026-02-12', 'ghost', 'x', '', '', 0
                        from tenant_number where tenant = :tenant
                        """).bind("tenant", tenant).execute());
        assertThat(counters()).isNotEqualTo(counted);
        rebuilt("2026-02-01", "2026-03-01");
        assertThat(counters()).isEqualTo(counted);
    }

    @Test
    void onlyTheDaysThatWereAskedForAreRebuilt() {
        backfill(tenant, "?history=true", events("h", 300)).then().body("accepted", equalTo(300));
        List<String> counted = counters();
        tamper("update usage_day set count = 0 where day in ('2026-02-12', '2026-02-14') and");
        rebuilt("2026-02-12", "2026-02-14");
        assertThat(counters()).filteredOn(row -> row.startsWith("(2026-02-12")).isSubsetOf(counted);
        assertThat(counters())
                .filteredOn(row -> row.startsWith("(2026-02-14"))
                .isNotEmpty()
                .anyMatch(row -> !counted.contains(row));
        rebuilt("2026-02-14", "2026-02-15");
        assertThat(counters()).isEqualTo(counted);
    }

    @Test
    void eventsThatComeInMeanwhileAreCountedOnce() {
        backfill(tenant, "?history=true", events("h", 300)).then().body("accepted", equalTo(300));
        tamper("update usage_day set count = count + 5 where");
        AtomicBoolean rebuilding = new AtomicBoolean(true);
        CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(() -> {
            int batches = 0;
            while (rebuilding.get() || batches < 5) {
                backfill(tenant, "?history=true", events("m" + batches + "-", 20))
                        .then()
                        .statusCode(200);
                batches++;
            }
            return batches;
        });
        rebuilt("2026-02-01", "2026-03-01");
        rebuilding.set(false);
        int batches = sending.join();
        assertThat(rebuilt("2026-02-01", "2026-03-01").getLong("rows_corrected"))
                .isZero();
        long count = jdbi.withHandle(handle ->
                handle.createQuery("""
                        select sum(count) from usage_day join tenant_number using (tenant_no) where tenant = :tenant
                        """).bind("tenant", tenant).mapTo(Long.class).one());
        assertThat(count).isEqualTo(300 + 20L * batches);
    }

    @Test
    void daysWhoseEventsAreNoLongerKeptStayAsTheyWere() {
        backfill(tenant, "?history=true", events("h", 300)).then().body("accepted", equalTo(300));
        List<String> counted = counters();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into event_horizon (kept_from, swept_to, tenant_no)
                            select '2026-02-15', '2026-02-15', tenant_no from tenant_number where tenant = :tenant
                            """).bind("tenant", tenant).execute();
            handle.createUpdate("delete from event where day < '2026-02-15'"
                            + " and tenant_no = (select tenant_no from tenant_number where tenant = :tenant)")
                    .bind("tenant", tenant)
                    .execute();
        });
        JsonPath done = rebuilt("2026-02-01", "2026-03-01");
        assertThat(done.getLong("rows_corrected")).isZero();
        assertThat(done.getLong("days_skipped")).isEqualTo(14);
        assertThat(counters()).isEqualTo(counted);
    }

    @Test
    void badDaysAreNamed() {
        var empty = Api.unchecked(tenant, "admin")
                .contentType("application/json")
                .body("{}")
                .post("/v1/rollups/rebuild");
        BadInput.isProblem(empty, 400, "invalid_request");
        empty.then().body("errors.pointer", containsInAnyOrder("/from", "/to"));
        BadInput.isProblem(
                Api.as(tenant, "admin")
                        .contentType("application/json")
                        .body("{\"from\": \"2026-02-02\", \"to\": \"2026-02-02\"}")
                        .post("/v1/rollups/rebuild"),
                400,
                "invalid_request");
        BadInput.isProblem(Api.as(tenant, "admin").get("/v1/rollups/rebuild/x"), 404, "not_found");
        BadInput.isProblem(
                Api.as(tenant, "usage:read")
                        .contentType("application/json")
                        .body("{\"from\": \"2026-02-02\", \"to\": \"2026-02-03\"}")
                        .post("/v1/rollups/rebuild"),
                403,
                "forbidden");
    }
}
