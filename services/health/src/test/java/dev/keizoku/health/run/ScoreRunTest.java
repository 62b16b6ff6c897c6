package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ScoreRunTest {

    private static final String DAY = "2026-03-01";

    @Inject
    Jdbi jdbi;

    @Inject
    RunWorkers workers;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    @Test
    void everyScoreExplainsItselfExactly() {
        String tenant = tenantWith(10);

        JsonPath run = Runs.score(tenant, DAY);

        assertThat(run.getLong("accounts_done")).isEqualTo(10);
        assertThat(run.getLong("accounts_total")).isEqualTo(10);
        for (String account : scores(tenant).getList("data.account_id", String.class)) {
            JsonPath why = Api.as(tenant, "health:read")
                    .get("/v1/accounts/{id}/health/explanation", account)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            BigDecimal sum = new BigDecimal(why.getString("base"));
            for (Object contribution : why.getList("measures.contribution")) {
                sum = contribution == null ? sum : sum.add(new BigDecimal(contribution.toString()));
            }
            assertThat(sum).isEqualByComparingTo(why.getString("computed_score"));
        }
    }

    @Test
    void theSameDayAgainMovesNothing() {
        String tenant = tenantWith(7);
        Runs.score(tenant, DAY);
        JsonPath before = scores(tenant);
        List<String> history = snapshots(tenant);

        Runs.score(tenant, DAY);

        assertThat(scores(tenant).getList("data")).isEqualTo(before.getList("data"));
        assertThat(snapshots(tenant)).isEqualTo(history);
        JsonPath since = Api.as(tenant, "health:read")
                .queryParam("sync_token", before.getString("sync_token"))
                .get("/v1/health-scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(since.getList("data")).isEmpty();
    }

    @Test
    void aRunWhoseStreamBreaksGoesOnWhereItWas() {
        String tenant = tenantWith(10);
        Upstreams.of(tenant).breakUsageAfter(5);
        String run = Runs.ask(tenant, "{\"day\": \"" + DAY + "\"}");

        JsonPath waiting = Runs.awaitWaiting(tenant, run, "usage");
        assertThat(waiting.getLong("accounts_done")).isEqualTo(3);
        assertThat(scores(tenant).getList("data")).hasSize(3);

        Upstreams.of(tenant).mend();
        JsonPath done = finish(tenant, run);

        assertThat(done.getLong("accounts_done")).isEqualTo(10);
        assertThat(done.getString("waiting_for")).isNull();
        List<Integer> numbers = scores(tenant).getList("data.change_seq", Integer.class);
        assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(snapshots(tenant)).hasSize(10);
        assertThat(Upstreams.of(tenant).asked().getLast()).contains("from=a02");
    }

    @Test
    void scoresNothingWhileUsageIsDown() {
        String tenant = tenantWith(4);
        Upstreams.of(tenant).usageDown(true);
        String run = Runs.ask(tenant, "{}");

        Runs.awaitWaiting(tenant, run, "usage");
        assertThat(scores(tenant).getList("data")).isEmpty();

        Upstreams.of(tenant).mend();
        assertThat(finish(tenant, run).getLong("accounts_done")).isEqualTo(4);
    }

    @Test
    void scoresNothingWhileMetricsIsDown() {
        String tenant = tenantWith(4);
        Upstreams.of(tenant).metricsDown(true);
        String run = Runs.ask(tenant, "{}");

        Runs.awaitWaiting(tenant, run, "metrics");
        assertThat(scores(tenant).getList("data")).isEmpty();

        Upstreams.of(tenant).balance("a01", "100", "80").mend();
        assertThat(finish(tenant, run).getLong("accounts_done")).isEqualTo(4);
    }

    @Test
    void anOlderDayAddsHistoryWithoutMovingTheLatest() {
        String tenant = tenantWith(4);
        Runs.score(tenant, DAY);
        JsonPath before = scores(tenant);
        Upstreams.of(tenant).usage("a00", "2026-02-10", 1);

        Runs.score(tenant, "2026-02-10");

        assertThat(scores(tenant).getList("data")).isEqualTo(before.getList("data"));
        JsonPath history = Api.as(tenant, "health:read")
                .queryParam("from", "2026-02-01")
                .get("/v1/accounts/a00/health/history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(history.getList("data.day")).containsExactly("2026-02-10", DAY);
        JsonPath then = Api.as(tenant, "health:read")
                .queryParam("as_of", "2026-02-20")
                .get("/v1/accounts/a00/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(then.getString("as_of")).isEqualTo("2026-02-10");
    }

    @Test
    void aScoreComputedFromScratchIsTheSame() {
        String first = tenantWith(9);
        String second = tenantWith(9);
        Runs.score(first, "2026-02-28");
        Runs.score(first, DAY);
        Runs.score(second, "2026-02-28");
        Runs.score(second, DAY);

        assertThat(snapshots(second)).isEqualTo(snapshots(first));
    }

    @Test
    void onlyTheAccountThatChangedMoves() {
        String tenant = tenantWith(5);
        Runs.score(tenant, "2026-02-28");
        String token = scores(tenant).getString("sync_token");
        Upstreams.of(tenant).usage("a03", "2026-03-01", 28, "a", "b", "c", "d");

        Runs.score(tenant, DAY);

        JsonPath moved = Api.as(tenant, "health:read")
                .queryParam("sync_token", token)
                .get("/v1/health-scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(moved.getList("data.account_id")).containsExactly("a03");
        assertThat(scores(tenant).getList("data.as_of")).containsOnly(DAY);
    }

    @Test
    void anAccountThatIsGoneComesOnceMoreAsDeleted() {
        String tenant = tenantWith(6);
        Runs.score(tenant, "2026-02-28");
        String token = scores(tenant).getString("sync_token");
        Upstreams.of(tenant)
                .without("a00")
                .without("a05")
                .fact("a02", "\"state\": \"ended\", \"ended_on\": \"2026-01-29\"");

        Runs.score(tenant, DAY);

        JsonPath gone = Api.as(tenant, "health:read")
                .queryParam("sync_token", token)
                .get("/v1/health-scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(gone.getList("data.account_id")).containsExactlyInAnyOrder("a00", "a02", "a05");
        assertThat(gone.getList("data.deleted")).containsOnly(true);
        assertThat(gone.getList("data.band")).containsOnly("unknown");
        Api.as(tenant, "health:read").get("/v1/accounts/a00/health").then().statusCode(404);

        Upstreams.of(tenant).account("a00").usage("a00", DAY, 12, "a");
        Runs.score(tenant, DAY);
        Api.as(tenant, "health:read").get("/v1/accounts/a00/health").then().statusCode(200);
    }

    @Test
    void anAccountIsScoredForThirtyDaysAfterItEnded() {
        String tenant = tenantWith(1);
        Upstreams.of(tenant).fact("z1", "\"state\": \"ended\", \"ended_on\": \"2026-01-30\"");
        Upstreams.of(tenant).fact("z2", "\"state\": \"ended\", \"ended_on\": \"2026-01-29\"");
        Upstreams.of(tenant).fact("z3", "\"state\": \"none\"");

        Runs.score(tenant, DAY);

        assertThat(scores(tenant).getList("data.account_id")).containsExactly("a00", "z1");
    }

    @Test
    void anAccountWhoseEndHasNoDateIsScoredForThirtyDaysAfterItsLastScore() {
        String tenant = tenantWith(2);
        Runs.score(tenant, "2026-01-30");
        Upstreams.of(tenant).fact("a00", "\"state\": \"ended\"");

        Runs.score(tenant, "2026-02-01");
        Runs.score(tenant, DAY);
        assertThat(scores(tenant).getList("data.deleted")).containsOnly(false);
        MutableClock.set("2026-03-03T00:00:00Z");
        Runs.score(tenant, "2026-03-02");
        Runs.score(tenant, "2026-03-02");

        assertThat(scores(tenant).getList("data.account_id")).containsExactly("a01", "a00");
        assertThat(scores(tenant).getList("data.deleted")).containsExactly(false, true);
    }

    @Test
    void anEmptyTenantIsDoneAtOnce() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant);

        assertThat(Runs.score(tenant, DAY).getLong("accounts_done")).isZero();
    }

    @Test
    void theSameKeyAsksForTheSameRun() {
        String tenant = tenantWith(1);
        String first = keyed(tenant, "{\"day\": \"2026-02-01\"}")
                .statusCode(202)
                .extract()
                .path("id");
        String again = keyed(tenant, "{\"day\": \"2026-02-01\"}")
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(again).isEqualTo(first);
        keyed(tenant, "{\"day\": \"2026-02-02\"}").statusCode(422);
        assertThat(new HashSet<>(Api.as(tenant, "health:read")
                        .get("/v1/score-runs")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("data.id", String.class)))
                .containsExactly(first);
        Runs.await(tenant, first, "done");
    }

    private JsonPath finish(String tenant, String run) {
        return dev.keizoku.testkit.Eventually.passes(java.time.Duration.ofMinutes(2), () -> {
            workers.wake();
            JsonPath now = Runs.get(tenant, run);
            assertThat(now.getString("status")).isEqualTo("done");
            return now;
        });
    }

    private static io.restassured.response.ValidatableResponse keyed(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .body(body)
                .post("/v1/score-runs")
                .then();
    }

    private List<String> snapshots(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select account_id || ' ' || day || ' ' || coalesce(effective, -1) || ' ' || band || ' ' || measures
                from score_snapshot where tenant = :tenant order by account_id, day
                """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }

    private static JsonPath scores(String tenant) {
        return Api.as(tenant, "health:read")
                .queryParam("limit", 200)
                .get("/v1/health-scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Accounts a00, a01, … that use the product more or less. */
    static String tenantWith(int accounts) {
        String tenant = TestTenants.fresh();
        String[] features = {"a", "b", "c", "d"};
        for (int i = 0; i < accounts; i++) {
            String account = "a%02d".formatted(i);
            Upstreams.of(tenant)
                    .account(account)
                    .usage(
                            account,
                            "2026-02-28",
                            3 * i % 29,
                            java.util.Arrays.copyOf(features, i % 5 == 4 ? 4 : i % 5));
        }
        return tenant;
    }
}
