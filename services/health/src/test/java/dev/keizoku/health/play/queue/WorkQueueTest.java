package dev.keizoku.health.play.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class WorkQueueTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-15T01:00:00Z");
    }

    @Test
    void putsRiskTimesMrrTimesProximityFirst() {
        String tenant = tenant();

        JsonPath queue = queue(tenant);

        // Risk 0.3: 0.3 x 2000 x 0.75 = 450, and 0.3 x 1000 x 90 / (90 + 0) = 300; calm: 0.05 x 4000 x 0.75 = 150.
        assertThat(queue.getList("data.play.account_id")).containsExactly("large", "soon", "calm");
        assertThat(queue.getList("data.priority.value", Float.class)).containsExactly(450f, 300f, 150f);
        assertThat(queue.getList("data.priority.risk", Float.class)).containsExactly(0.3f, 0.3f, 0.05f);
        assertThat(queue.getList("data.priority.proximity", Float.class)).containsExactly(0.75f, 1f, 0.75f);
        assertThat(queue.getList("data.priority.decides_on")).containsExactly(null, "2026-04-15", null);
        assertThat(queue.getString("data[0].priority.mrr.amount")).isEqualTo("2000");
        assertThat(queue.getList("data.priority", java.util.Map.class)).allSatisfy(priority -> {
            double product = DoubleStream.of(
                            number(priority.get("risk")),
                            Double.parseDouble(((java.util.Map<?, ?>) priority.get("mrr"))
                                    .get("amount")
                                    .toString()),
                            number(priority.get("proximity")))
                    .reduce(1, (one, other) -> one * other);
            assertThat(number(priority.get("value"))).isCloseTo(product, org.assertj.core.data.Offset.offset(0.01));
        });
    }

    @Test
    void isReadPageByPageAndOwnerByOwner() {
        String tenant = tenant();
        JsonPath first = Api.as(tenant, "health:read")
                .queryParam("limit", 1)
                .get("/v1/work-queue")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath second = Api.as(tenant, "health:read")
                .queryParam("limit", 1)
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/v1/work-queue")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("data.play.account_id")).containsExactly("large");
        assertThat(second.getList("data.play.account_id")).containsExactly("soon");
        assertThat(queue(tenant, "suzuki").getList("data.play.account_id")).containsExactly("soon");
        assertThat(queue(tenant, "sato", "suzuki").getList("data.play.account_id"))
                .containsExactly("large", "soon");
    }

    @Test
    void ownersHaveAccountsMoneyAndPlays() {
        String tenant = tenant();
        MutableClock.set("2026-04-20T01:00:00Z");

        JsonPath owners = Api.as(tenant, "health:read")
                .get("/v1/owners")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(owners.getList("data.owner")).containsExactly("sato", "suzuki", null);
        assertThat(owners.getList("data.accounts")).containsExactly(1, 1, 1);
        assertThat(owners.getList("data.mrr.amount")).containsExactly("2000", "1000", "4000");
        assertThat(owners.getList("data.at_risk_mrr.amount")).containsExactly("2000", "1000", "0");
        assertThat(owners.getList("data.open_plays")).containsExactly(1, 1, 1);
        assertThat(owners.getInt("data[0].overdue_plays")).isEqualTo(1);
        assertThat(owners.getInt("total.accounts")).isEqualTo(3);
        assertThat(owners.getString("total.at_risk_mrr.amount")).isEqualTo("3000");
        assertThat(Api.as(tenant, "health:read")
                        .queryParam("owner", "sato", "suzuki")
                        .get("/v1/owners")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("total.mrr.amount"))
                .isEqualTo("3000");
    }

    /** Two accounts without a login for two weeks, one of them about to decide, and a calm one with a play by hand. */
    private static String tenant() {
        String tenant = TestTenants.fresh();
        Upstreams.Tenant known = Upstreams.of(tenant);
        known.fact("large", paying("sato", "")).balance("large", "2000", "2000");
        known.fact("soon", paying("suzuki", """
                        , "renewal": {"renews_on": "2026-05-31", "notice_deadline": "2026-04-15", "intent": "renew",
                            "auto_renew": true}
                        """)).balance("soon", "1000", "1000");
        known.fact("calm", paying(null, "")).balance("calm", "4000", "4000");
        known.usage("large", "2026-03-31", 20, "a", "b", "c", "d");
        known.usage("soon", "2026-03-31", 20, "a", "b", "c", "d");
        known.usage("calm", "2026-04-14", 28, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-14");
        PlayCalls.list(tenant, "account_id", "calm")
                .forEach(play -> PlayCalls.post(tenant, play.get("id"), "dismiss", "{\"reason\": \"not_now\"}"));
        PlayCalls.open(tenant, "calm", "champion");
        return tenant;
    }

    private static String paying(String owner, String more) {
        return "\"state\": \"active\", \"customer_since\": \"2025-01-01\", \"core_features\": [\"a\", \"b\", \"c\", \"d\"]"
                + (owner == null ? "" : ", \"owner\": \"" + owner + "\"") + more;
    }

    private static JsonPath queue(String tenant, String... owners) {
        var request = Api.as(tenant, "health:read");
        List.of(owners).forEach(owner -> request.queryParam("owner", owner));
        return request.get("/v1/work-queue").then().statusCode(200).extract().jsonPath();
    }

    private static double number(Object value) {
        return Double.parseDouble(value.toString());
    }
}
