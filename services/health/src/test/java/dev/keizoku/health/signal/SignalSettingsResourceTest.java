package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class SignalSettingsResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-20T00:00:00Z");
    }

    @Test
    void beginWithEveryTypeAndItsThresholds() {
        JsonPath settings = get(TestTenants.fresh());

        assertThat(settings.getInt("version")).isEqualTo(1);
        assertThat(settings.getString("created_at")).isNull();
        assertThat(settings.getList("signals")).hasSize(SignalType.values().length);
        assertThat(settings.getInt("signals.find { it.type == 'NO_LOGIN_14D' }.thresholds.days"))
                .isEqualTo(14);
        assertThat(settings.getBoolean("signals.find { it.type == 'NO_BRIDGE_CONTACT' }.enabled"))
                .isFalse();
    }

    @Test
    void changeTheVersionOnlyWhenSomethingChanges() {
        String tenant = TestTenants.fresh();
        String body = "{\"signals\": [{\"type\": \"SILENT\", \"weight\": 0.50}]}";

        put(tenant, body).statusCode(200).body("version", equalTo(2));
        put(tenant, body.replace("0.50", "0.5")).statusCode(200).body("version", equalTo(2));
        put(tenant, "{}").statusCode(200).body("version", equalTo(3));

        assertThat(version(tenant, 2).getFloat("signals.find { it.type == 'SILENT' }.weight"))
                .isEqualTo(0.5f);
        assertThat(version(tenant, 3).getFloat("signals.find { it.type == 'SILENT' }.weight"))
                .isEqualTo(0.45f);
        Api.as(tenant, "health:read")
                .queryParam("version", 4)
                .get("/v1/signal-settings")
                .then()
                .statusCode(404);
    }

    @Test
    void nameEveryBadFieldAtOnce() {
        Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"risk_levels": {"medium": 0.6, "high": 0.6},
                         "signals": [{"type": "SILENT", "thresholds": {"nights": 3, "active_days": -1}},
                                     {"type": "SILENT"}]}
                        """)
                .put("/v1/signal-settings")
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/risk_levels/high",
                                "/signals/0/thresholds/nights",
                                "/signals/0/thresholds/active_days",
                                "/signals/1/type"));
        Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("{\"signals\": [{\"type\": \"GOSSIP\"}, {\"type\": \"SILENT\", \"weight\": 2}], \"colour\": 1}")
                .put("/v1/signal-settings")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(3));
    }

    @Test
    void areForAdministrators() {
        Api.unchecked(TestTenants.fresh(), "health:write")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/v1/signal-settings")
                .then()
                .statusCode(403);
    }

    @Test
    void moveWhereASignFiresAndWhatItWeighs() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").usage("a", "2026-03-01", 20, "a", "b", "c", "d");
        put(tenant, """
                {"risk_levels": {"medium": 0.2, "high": 0.5},
                 "signals": [{"type": "NO_LOGIN_14D", "weight": 1, "thresholds": {"days": 7}}]}
                """).statusCode(200);

        Runs.score(tenant, "2026-03-08");

        assertThat(open(tenant)).containsExactly("NO_LOGIN_14D");
        Api.as(tenant, "health:read")
                .get("/v1/accounts/a/risk")
                .then()
                .body("value", equalTo(0.6f))
                .body("level", equalTo("high"))
                .body("settings_version", equalTo(2));
    }

    @Test
    void switchOffASignAndResolveWhatIsOpenOfIt() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").usage("a", "2026-03-01", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-03-15");
        assertThat(open(tenant)).containsExactly("NO_LOGIN_14D");

        put(tenant, "{\"signals\": [{\"type\": \"NO_LOGIN_14D\", \"enabled\": false}]}")
                .statusCode(200);
        Runs.score(tenant, "2026-03-16");

        assertThat(open(tenant)).isEmpty();
    }

    private static ValidatableResponse put(String tenant, String body) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/signal-settings")
                .then();
    }

    private static JsonPath get(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/signal-settings")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath version(String tenant, int version) {
        return Api.as(tenant, "health:read")
                .queryParam("version", version)
                .get("/v1/signal-settings")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> open(String tenant) {
        return Api.as(tenant, "health:read")
                .queryParam("state", "open")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.type", String.class);
    }
}
