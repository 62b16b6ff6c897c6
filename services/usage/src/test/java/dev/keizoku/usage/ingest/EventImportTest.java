package dev.keizoku.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class EventImportTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    private JsonPath imported(String csv, String mapping) {
        Response answer = Api.unchecked(tenant, "usage:write", "backfill")
                .multiPart("mapping", "mapping.json", mapping.getBytes(StandardCharsets.UTF_8), "application/json")
                .multiPart("file", "events.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
                .queryParam("kind", "event")
                .queryParam("history", true)
                .post("/v1/imports");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        String id = answer.jsonPath().getString("id");
        return Eventually.passes(Duration.ofMinutes(2), () -> {
            JsonPath state =
                    Api.as(tenant, "usage:write").get("/v1/imports/" + id).jsonPath();
            if (!Set.of("done", "failed").contains(state.getString("status"))) {
                throw new AssertionError(state.prettify());
            }
            return state;
        });
    }

    @Test
    void rowsBecomeEventsOnce() {
        String csv = """
                usage_id,subscription_id,usage_date,feature_name,usage_count
                1,acme,2023-07-27,feature_20,9
                2,acme,2023-07-28,feature_5,3
                3,acme,not-a-day,feature_5,3
                2,acme,2023-07-28,feature_5,3
                2,acme,2023-07-28,feature_6,3
                """;
        String mapping = """
                {"format": "csv", "fields": {
                  "id": {"column": "usage_id"}, "source": {"constant": "/ravenstack"},
                  "type": {"constant": "feature.used"}, "account_id": {"column": "subscription_id"},
                  "time": {"column": "usage_date"}, "feature": {"column": "feature_name"},
                  "value": {"column": "usage_count"}}}
                """;
        JsonPath first = imported(csv, mapping);
        assertThat(first.getString("status")).isEqualTo("done");
        assertThat(first.getInt("rows_accepted")).isEqualTo(2);
        assertThat(first.getInt("rows_unchanged")).isEqualTo(1);
        assertThat(first.getInt("rows_rejected")).isEqualTo(2);
        Api.as(tenant, "usage:write")
                .get("/v1/imports/" + first.getString("id") + "/rejections")
                .then()
                .body("data.line", contains(4, 6))
                .body("data.field", contains("time", "id"))
                .body("data.code", contains("invalid_value", "conflict"));
        JsonPath again = imported(csv, mapping);
        assertThat(again.getInt("rows_accepted")).isZero();
        assertThat(again.getInt("rows_unchanged")).isEqualTo(3);
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2023-07-01&to=2023-08-01")
                .then()
                .body("data.from", contains("2023-07-27", "2023-07-28"))
                .body("data.sum", contains(9, 3));
        Api.as(tenant, "internal")
                .get("/v1/measures?day=2023-07-28&known_at=2023-07-28T12:00:00Z")
                .then()
                .body(containsString("\"features_used_28\":[\"feature_20\",\"feature_5\"]"));
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/acme/usage?day=2023-07-28")
                .then()
                .body("events_28", equalTo(2));
    }
}
