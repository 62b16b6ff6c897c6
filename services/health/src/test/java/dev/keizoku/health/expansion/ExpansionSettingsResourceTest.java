package dev.keizoku.health.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.Runs;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ExpansionSettingsResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void changeTheVersionOnlyWhenSomethingChanges() {
        String tenant = TestTenants.fresh();

        get(tenant, null).body("version", equalTo(1)).body("floor_days", equalTo(90));
        put(tenant, "{\"floor_days\": 120, \"limit_notice\": 0.90}")
                .statusCode(200)
                .body("version", equalTo(2));
        put(tenant, "{\"floor_days\": 120, \"limit_notice\": 0.9}")
                .statusCode(200)
                .body("version", equalTo(2));
        put(tenant, "{}").statusCode(200).body("version", equalTo(3)).body("floor_days", equalTo(90));
        get(tenant, 2).body("floor_days", equalTo(120)).body("trial_days", equalTo(14));
    }

    @Test
    void nameEveryBadFieldAtOnce() {
        Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("{\"floor_days\": 30, \"loyal_csat\": 6, \"mood\": 1}")
                .put("/v1/expansion-settings")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(3));
        put(
                        TestTenants.fresh(),
                        "{\"renewal_from_days\": 61, \"sales_from\": {\"amount\": \"-1\", \"currency\": \"JPY\"}}")
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/renewal_to_days", "/sales_from"));
        Api.unchecked(TestTenants.fresh(), "health:write")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/v1/expansion-settings")
                .then()
                .statusCode(403);
    }

    @Test
    void moveWhatIsProposed() {
        String tenant = Growing.catalogue(TestTenants.fresh());
        Growing.customer(tenant, "a");
        put(tenant, "{\"renewal_to_days\": 39, \"limit_notice\": 1}").statusCode(200);

        Runs.score(tenant, Growing.TODAY);

        assertThat(Growing.expansion(tenant).getInt("settings_version")).isEqualTo(2);
        assertThat(Growing.expansion(tenant)
                        .getList("conditions.find { it.code == 'TRIGGER' }.evidence.triggers", String.class))
                .containsExactly("need_after_floor", "limit_reached");
    }

    private static ValidatableResponse put(String tenant, String body) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/expansion-settings")
                .then();
    }

    private static ValidatableResponse get(String tenant, Integer version) {
        var request = Api.as(tenant, "health:read");
        if (version != null) {
            request.queryParam("version", version);
        }
        return request.get("/v1/expansion-settings").then().statusCode(200);
    }
}
