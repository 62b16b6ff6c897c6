package dev.keizoku.health.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ChurnModelTest {

    @Inject
    Jdbi jdbi;

    @Inject
    TrainingSchedule schedule;

    @Inject
    TrainingStore store;

    @Inject
    Tenants tenants;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    /** The scores in force and those of the week after tell the outcome; neither reaches the model. */
    @Test
    void learnsFromItsOwnHistoryAndSaysHowGoodItIs() {
        Pasts pasts = Pasts.of(jdbi, 400, 1.8);

        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getString("status")).isEqualTo("active");
        assertThat(model.getInt("card.counts.accounts")).isEqualTo(400);
        assertThat(model.getInt("card.counts.leavers")).isEqualTo(pasts.left());
        assertThat(model.getInt("card.counts.months")).isGreaterThanOrEqualTo(18);
        assertThat(model.getString("card.observed_from")).isEqualTo("2024-06-26");
        assertThat(model.getFloat("card.back_test.auc")).isBetween(0.65f, 0.95f);
        assertThat(model.getFloat("card.back_test.auc_low")).isGreaterThan(0.5f);
        assertThat(model.getList("card.suspects")).isEmpty();
        assertThat(model.getString("card.features[0].measure")).isEqualTo("login_frequency");
        assertThat(model.getString("card.features[0].expected")).isEqualTo("less_churn");
        assertThat(model.getFloat("card.coefficients.find { it.measure == 'login_frequency' }.weight"))
                .isNegative();
    }

    @Test
    void answersForAnAccountWithReasonsBesideItsScore() {
        Pasts pasts = Pasts.of(jdbi, 400, 1.8);
        Models.train(pasts.tenant());
        Upstreams.of(pasts.tenant()).usage("a000", "2026-03-01", 2).usage("a001", "2026-03-01", 28);
        Runs.score(pasts.tenant(), "2026-03-01");

        JsonPath quiet = probability(pasts.tenant(), "a000");
        JsonPath busy = probability(pasts.tenant(), "a001");

        assertThat(quiet.getString("status")).isEqualTo("active");
        assertThat(quiet.getFloat("churn_probability")).isGreaterThan(busy.getFloat("churn_probability"));
        assertThat(quiet.getString("reasons[0].measure")).isEqualTo("login_frequency");
        assertThat(quiet.getString("reasons[0].speaks_for")).isEqualTo("leaving");
        assertThat(busy.getString("reasons[0].speaks_for")).isEqualTo("staying");
        assertThat(quiet.getList("outlook.months")).isEqualTo(List.of(1, 3, 6, 12));
        assertThat(quiet.getFloat("outlook[3].churn_probability"))
                .isGreaterThan(quiet.getFloat("outlook[0].churn_probability"));
        assertThat(quiet.getString("calibration")).isIn("calibrated", "miscalibrated");
        assertThat(quiet.getFloat("score")).isNotNegative();
    }

    @Test
    void refusesWhereLeavingIsChance() {
        Pasts pasts = Pasts.of(jdbi, 401, 0);
        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getString("status")).isEqualTo("no_signal");
        Runs.score(pasts.tenant(), "2026-03-01");
        JsonPath answer = probability(pasts.tenant(), "a000");
        assertThat(answer.getString("status")).isEqualTo("no_signal");
        assertThat(answer.getString("churn_probability")).isNull();
        assertThat(answer.getList("reasons")).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhereHistoryIsTooShort() {
        Pasts pasts = Pasts.of(jdbi, 40, 1.8);
        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getString("status")).isEqualTo("insufficient_history");
        assertThat(model.getInt("card.counts.accounts")).isEqualTo(40);
        assertThat(model.getInt("card.gates.accounts")).isEqualTo(200);
        assertThat(model.getString("card.back_test")).isNull();

        String fresh = TestTenants.fresh();
        assertThat(Models.get(fresh).getString("status")).isEqualTo("untrained");
        assertThat(Models.train(fresh).getInt("card.counts.observations")).isZero();
    }

    @Test
    void doesNotLearnFromScoresThatKnewMoreThanTheirDay() {
        Pasts pasts = Pasts.of(jdbi, 60, 1.8, 30);
        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getString("status")).isEqualTo("insufficient_history");
        assertThat(model.getInt("card.excluded.known_later")).isGreaterThan(200);
        assertThat(model.getInt("card.counts.observations")).isZero();
    }

    @Test
    void doesNotLearnFromThoseWhoHadSaidSoOrCouldNotPay() {
        Pasts pasts = Pasts.of(jdbi, 50, 1.8);
        pasts.signal("a001", "CANCELLATION_NOTICE", "2024-06-20", "2026-02-01");
        for (int account = 2; account < 50; account++) {
            pasts.signal("a%03d".formatted(account), "PAYMENT_FAILED", "2024-06-20", "2026-03-01");
        }
        Upstreams.of(pasts.tenant()).fact("a000", """
                "state": "active", "cancel_at": "2026-05-01T00:00:00Z", "core_features": []
                """);

        JsonPath model = Models.train(pasts.tenant());

        assertThat(model.getInt("card.excluded.notice_given")).isPositive();
        assertThat(model.getInt("card.excluded.payment_failed")).isPositive();
        assertThat(model.getInt("card.counts.leavers")).isZero();
    }

    @Test
    void asksForFactsOfTheDayAsTheyWereKnownThen() {
        Pasts pasts = Pasts.of(jdbi, 30, 0);
        Models.train(pasts.tenant());

        assertThat(Upstreams.of(pasts.tenant()).asked())
                .filteredOn(asked -> asked.matches("day=....-..-2[467].*"))
                .hasSize(Pasts.MONTHS)
                .contains("day=2024-06-26&known_at=2024-06-27T00%3A00%3A00Z");
    }

    /** How an end came about is asked for where there was one, of the week after the month. */
    @Test
    void asksHowAnEndCameAboutWhereThereWasOne() {
        Pasts pasts = Pasts.of(jdbi, 30, 0);
        Models.train(pasts.tenant());

        assertThat(Upstreams.of(pasts.tenant()).asked())
                .filteredOn(asked -> asked.matches("day=....-..-07.*"))
                .hasSize((int) pasts.leavers().values().stream().distinct().count());
    }

    /** Whose data was erased since is gone from the latest scores, and still a leaver. */
    @Test
    void learnsFromThoseWhoAreGone() {
        Pasts pasts = Pasts.of(jdbi, 400, 1.8);
        jdbi.useHandle(handle -> handle.execute("delete from account_health where tenant = ?", pasts.tenant()));

        assertThat(Models.train(pasts.tenant()).getInt("card.counts.leavers")).isEqualTo(pasts.left());
    }

    @Test
    void waitsForSubscriptionsAndGoesOn() {
        Pasts pasts = Pasts.of(jdbi, 20, 1);
        Upstreams.of(pasts.tenant()).breakFactsAfter(3);
        Models.ask(pasts.tenant(), "");
        Eventually.within(
                Duration.ofMinutes(3),
                "it was tried",
                () -> !Upstreams.of(pasts.tenant()).asked().isEmpty());
        assertThat(Models.get(pasts.tenant()).getString("training.status")).isIn("queued", "running");
        Upstreams.of(pasts.tenant()).mend();
        Eventually.within(Duration.ofMinutes(3), "it goes on", () -> {
            Models.ask(pasts.tenant(), "");
            return !Models.get(pasts.tenant()).getString("status").equals("untrained");
        });

        assertThat(Models.await(pasts.tenant()).getInt("card.counts.accounts")).isEqualTo(20);
    }

    @Test
    void looksAtMonthsOnceUnlessToldToRebuild() {
        Pasts pasts = Pasts.of(jdbi, 30, 0);
        JsonPath first = Models.train(pasts.tenant());
        int asked = Upstreams.of(pasts.tenant()).asked().size();
        Models.train(pasts.tenant());
        assertThat(Upstreams.of(pasts.tenant()).asked()).hasSize(asked);

        Models.ask(pasts.tenant(), "?rebuild=true");
        JsonPath rebuilt = Models.await(pasts.tenant());

        assertThat(Upstreams.of(pasts.tenant()).asked()).hasSize(2 * asked);
        assertThat(rebuilt.<Object>get("card")).isEqualTo(first.get("card"));
    }

    @Test
    void trainsOnceAMonthByItself() {
        String tenant = TestTenants.fresh();
        askIfDue(tenant);
        askIfDue(tenant);
        assertThat(trainings(tenant)).isEqualTo(1);
        Models.train(tenant);

        MutableClock.set("2026-03-09T00:00:01Z");
        askIfDue(tenant);
        Models.train(tenant);
        askIfDue(tenant);

        assertThat(trainings(tenant)).isEqualTo(2);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        String tenant = TestTenants.fresh();
        Api.as(tenant, "health:read")
                .get("/v1/accounts/nobody/churn-probability")
                .then()
                .statusCode(404);
        Api.as(tenant, "health:read").post("/v1/churn-model/train").then().statusCode(403);
    }

    private void askIfDue(String tenant) {
        TenantId id = new TenantId(tenant);
        schedule.askIfDue(tenants.get(id), store.lastAsked().get(id));
    }

    private int trainings(String tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from churn_training where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Integer.class)
                        .one());
    }

    private static JsonPath probability(String tenant, String account) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/{account}/churn-probability", account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
