package dev.keizoku.health.play.effect;

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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class EffectResourceTest {

    private static final int EACH = 12;

    /** Twenty-four accounts alike: for twelve a play is begun and one leaves, of the others six leave. */
    @Test
    void holdsThoseAPlayWasBegunForAgainstOthersLikeThem() {
        MutableClock.set("2026-01-15T00:00:00Z");
        String tenant = TestTenants.fresh();
        for (int i = 0; i < EACH; i++) {
            silent(tenant, name("treated", i));
            silent(tenant, name("other", i));
        }
        Runs.score(tenant, "2026-01-14");
        List<Map<String, Object>> plays = PlayCalls.list(tenant, "limit", "200").stream()
                .filter(play -> "NO_LOGIN_14D".equals(play.get("signal_type")))
                .toList();
        assertThat(plays).hasSize(2 * EACH);
        String playbook = plays.getFirst().get("playbook").toString();
        MutableClock.set("2026-01-15T06:00:00Z");
        plays.stream()
                .filter(play -> play.get("account_id").toString().startsWith("treated"))
                .forEach(play -> PlayCalls.post(tenant, play.get("id"), "complete", "{\"outcome\": \"retained\"}")
                        .then()
                        .statusCode(200));
        Stream.concat(
                        Stream.of(name("treated", 0)),
                        Stream.iterate(0, i -> i < EACH / 2, i -> i + 1).map(i -> name("other", i)))
                .forEach(account ->
                        Upstreams.of(tenant).fact(account, "\"state\": \"ended\", \"ended_on\": \"2026-03-25\""));
        MutableClock.set("2026-04-16T00:00:00Z");
        Runs.score(tenant, "2026-04-15");

        JsonPath report = effect(tenant);
        Map<String, Object> line = report.getMap("data.find { it.playbook == '" + playbook + "' }");

        assertThat(line)
                .containsEntry("begun", EACH)
                .containsEntry("completed", EACH)
                .containsEntry("median_hours_to_first_action", 6.00f);
        JsonPath retention = report.setRootPath("data.find { it.playbook == '" + playbook + "' }.retention");
        assertThat(retention.getInt("treated")).isEqualTo(EACH);
        assertThat(retention.getInt("matched")).isEqualTo(EACH);
        assertThat(retention.getInt("controls")).isEqualTo(EACH);
        assertThat(retention.getFloat("retained_of_matched")).isEqualTo(0.9167f);
        assertThat(retention.getFloat("retained_of_controls")).isEqualTo(0.5f);
        // 5 x (0.9167 - 0.5)
        assertThat(retention.getFloat("return_ratio")).isEqualTo(2.08f);
        assertThat(retention.getString("kept_mrr.amount")).isEqualTo("11000");
    }

    @Test
    void saysNothingOfWhatIsTooYoung() {
        MutableClock.set("2026-01-15T00:00:00Z");
        String tenant = TestTenants.fresh();
        silent(tenant, "a");
        Runs.score(tenant, "2026-01-14");
        PlayCalls.list(tenant).forEach(play -> PlayCalls.post(tenant, play.get("id"), "start", ""));

        JsonPath report = effect(tenant);

        assertThat(report.getString("observed_until")).isEqualTo("2026-01-14");
        assertThat(report.getList("data.begun", Integer.class)).contains(1);
        assertThat(report.getList("data.retention.treated", Integer.class)).containsOnly(0);
        assertThat(report.getList("data.retention.retained")).containsOnlyNulls();
        Api.unchecked(tenant, "health:read")
                .queryParam("from", "2026-02-01")
                .queryParam("to", "2026-01-01")
                .get("/v1/plays/effect")
                .then()
                .statusCode(400);
    }

    private static void silent(String tenant, String account) {
        Upstreams.of(tenant)
                .account(account)
                .balance(account, "1000", "1000")
                .usage(account, "2025-12-31", 20, "a", "b", "c", "d");
    }

    private static String name(String group, int number) {
        return group + "-%02d".formatted(number);
    }

    private static JsonPath effect(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/plays/effect")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
