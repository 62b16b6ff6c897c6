package dev.keizoku.health.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a model says, of one account and of all in their order. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class ChurnProbabilityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static @Nullable Pasts shared;

    @Inject
    Jdbi jdbi;

    @Inject
    Trainings trainings;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    /** Requirement 82: nobody has to ask for one account after another. */
    @Test
    void listsTheLikeliestToLeaveFirst() {
        String tenant = listed().tenant();

        JsonPath all = list(tenant, "limit=200");

        assertThat(all.getString("status")).isEqualTo("active");
        assertThat(all.getString("trained_at")).isEqualTo(Models.get(tenant).getString("trained_at"));
        assertThat(all.getString("as_of")).isEqualTo("2026-03-01");
        List<Float> probabilities = all.getList("data.churn_probability", Float.class);
        assertThat(probabilities).hasSizeGreaterThan(100).isSortedAccordingTo(Comparator.reverseOrder());
        Map<String, Object> first = all.getMap("data[0]");
        assertThat(first).containsEntry("account_id", "a000").containsEntry("owner", "hana");
        assertThat(all.getList("data.account_id", String.class)).doesNotHaveDuplicates();
        assertThat(probabilities.getFirst())
                .isEqualTo(probability(tenant, "a000").getFloat("churn_probability"));
        // Nobody logs in more often: it comes on a later page.
        assertThat(all.getList("data.account_id", String.class)).doesNotContain("a001");
        float busiest = probability(tenant, "a001").getFloat("churn_probability");
        assertThat(busiest).isLessThan(probabilities.getLast());
    }

    @Test
    void isReadPageByPage() {
        String tenant = listed().tenant();
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = list(tenant, "limit=50" + cursor);
            paged.addAll(page.getList("data.account_id", String.class));
            cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : "";
        } while (!cursor.isEmpty());

        assertThat(paged.subList(0, 200)).isEqualTo(list(tenant, "limit=200").getList("data.account_id"));
        assertThat(paged).doesNotHaveDuplicates();
        assertThat(list(tenant, "owner=hana").getList("data.account_id")).isEqualTo(List.of("a000"));
        assertThat(list(tenant, "owner=nobody").getList("data")).isEmpty();
        Api.as(tenant, "usage:read").get("/v1/churn-probabilities").then().statusCode(403);
    }

    /** No model has learned of any of them. */
    @Test
    void saysNothingOfThoseItHasNeverSeenTheLikeOf() {
        String tenant = listed().tenant();
        List<String> listed = list(tenant, "limit=200&owner=kept").getList("data.account_id");

        assertThat(listed).containsExactly("paying");
        for (String withheld : List.of("trial", "free", "internal", "notice_given")) {
            JsonPath answer = probability(tenant, withheld);
            assertThat(answer.getString("withheld")).isEqualTo(withheld);
            assertThat(answer.getString("status")).isEqualTo("active");
            assertThat(answer.getString("churn_probability")).isNull();
            assertThat(answer.getList("outlook")).isEmpty();
            assertThat(answer.getList("reasons")).isEmpty();
            assertThat(answer.getFloat("score")).isNotNegative();
        }
        assertThat(probability(tenant, "paying").getString("withheld")).isNull();
        assertThat(probability(tenant, "paying").getFloat("churn_probability")).isPositive();
    }

    @Test
    void isEmptyAndSaysWhyWhereNoModelMaySpeak() {
        String fresh = TestTenants.fresh();
        JsonPath nothing = list(fresh, "limit=1");
        assertThat(nothing.getString("status")).isEqualTo("untrained");
        assertThat(nothing.getString("listed_at")).isNull();
        assertThat(nothing.getList("data")).isEmpty();

        Pasts pasts = Pasts.of(jdbi, 40, 1.8);
        Models.train(pasts.tenant());
        assertThat(list(pasts.tenant(), "limit=1").getString("status")).isEqualTo("insufficient_history");
    }

    /** A training and a run of scores for all that only read. */
    private Pasts listed() {
        Pasts pasts = shared;
        if (pasts == null) {
            pasts = Pasts.of(jdbi, 400, 1.8);
            Models.train(pasts.tenant());
            String tenant = pasts.tenant();
            Upstreams.Tenant upstream = Upstreams.of(tenant);
            somebody(upstream, "a000", "\"state\": \"active\", \"owner\": \"hana\"");
            somebody(upstream, "trial", "\"state\": \"trial\", \"owner\": \"kept\"");
            somebody(upstream, "free", "\"state\": \"free\", \"owner\": \"kept\"");
            somebody(upstream, "internal", "\"state\": \"active\", \"internal\": true, \"owner\": \"kept\"");
            somebody(
                    upstream,
                    "notice_given",
                    "\"state\": \"active\", \"cancel_at\": \"2026-05-01T00:00:00Z\", \"owner\": \"kept\"");
            somebody(upstream, "paying", "\"state\": \"active\", \"owner\": \"kept\"");
            upstream.usage("a000", "2026-03-01", 1).usage("a001", "2026-03-01", 28);
            Runs.score(tenant, "2026-03-01");
            trainings.wake();
            Eventually.within(
                    PATIENCE,
                    "the list is of the run",
                    () -> "2026-03-01".equals(list(tenant, "limit=1").getString("as_of")));
            shared = pasts;
        }
        return pasts;
    }

    private static void somebody(Upstreams.Tenant upstream, String account, String fields) {
        upstream.fact(account, fields + """
                , "customer_since": "2024-01-15", "plan_ids": ["pro"], "core_features": []
                """).usage(account, "2026-03-01", 10);
    }

    private static JsonPath list(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/churn-probabilities?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
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
