package dev.keizoku.usage.openmeter;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.ONE;
import static dev.keizoku.usage.Batches.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithKeizoku
class OpenMeterEventsResourceTest {

    private static final String NOON = "2026-03-01T12:00:00Z";
    private static final String LAGO = "{\"transaction_id\":\"tx1\",\"external_subscription_id\":\"sub_1\","
            + "\"code\":\"api_request\",\"timestamp\":1772366400,\"properties\":{\"quantity\":3,\"region\":\"eu\"}}";

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response post(String path, String type, String body) {
        return Api.as(tenant, "usage:write").contentType(type).body(body).post("/api/v1/events" + path);
    }

    @Test
    void eventsThatAreStoredAreAnsweredWithNothing() {
        String event = login("e1", "acme", "u1", NOON);
        post("", BATCH, "[" + event + "]").then().statusCode(204);
        post("", ONE, event).then().statusCode(204);
        post("", "application/json", "{\"type\":\"tokens\",\"subject\":\"acme\",\"time\":\"" + NOON + "\"}")
                .then()
                .statusCode(204);
        post("", "application/json", "[" + event + "]").then().statusCode(204);
        post("", BATCH, "[]").then().statusCode(204);
        assertThat(Stored.of(jdbi, tenant)).hasSize(2);
    }

    @Test
    void whatWasNotStoredIsTold() {
        Response some = Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .body("[" + login("e1", "acme", "u1", NOON) + ",{}]")
                .post("/api/v1/events");
        some.then().statusCode(200).body("accepted", equalTo(1)).body("rejected", equalTo(1));
        Response one =
                Api.unchecked(tenant, "usage:write").contentType(ONE).body("{}").post("/api/v1/events");
        BadInput.isProblem(one, 400, "invalid_request");
    }

    @Test
    void lagoIsToldApartByTheBody() {
        post("", "application/json", "{\"event\":" + LAGO + "}")
                .then()
                .statusCode(200)
                .body("event.transaction_id", equalTo("tx1"))
                .body("event.lago_id", notNullValue())
                .body("event.properties.region", equalTo("eu"));
        post("", "application/json", " { \"events\" : [" + LAGO + "] }")
                .then()
                .statusCode(200)
                .body("events", hasSize(1));
        post("/batch", "application/json", "{\"events\":[" + LAGO + "," + LAGO.replace("tx1", "tx2") + "]}")
                .then()
                .statusCode(200)
                .body("events.transaction_id", containsInAnyOrder("tx1", "tx2"));
        assertThat(Stored.of(jdbi, tenant)).hasSize(2);
        Stored stored = Stored.of(jdbi, tenant).getFirst();
        assertThat(stored.source()).isEqualTo("lago");
        assertThat(stored.id()).isEqualTo("tx1");
        assertThat(stored.account()).isEqualTo("sub_1");
        assertThat(stored.name()).isEqualTo("api_request");
        assertThat(stored.time()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(stored.value()).isEqualByComparingTo("3");
        assertThat(stored.properties()).isEqualTo("{\"region\": \"eu\"}");
        post(
                        "",
                        BATCH,
                        "[{\"specversion\":\"1.0\",\"source\":\"lago\",\"id\":\"tx1\",\"type\":\"api_request\",\"subject\":\"sub_1\","
                                + "\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"value\":3,\"region\":\"eu\"}}]")
                .then()
                .statusCode(204);
    }

    @Test
    void theCustomerIsTheAccountAndTimesHaveFractions() {
        post("", "application/json", """
                        {"event":{"transaction_id":"tx","external_customer_id":"acme","external_subscription_id":"sub_1",
                         "code":"x","timestamp":"1772366400.123456","precise_total_amount_cents":"1.25"}}
                        """).then().statusCode(200);
        Stored stored = Stored.of(jdbi, tenant).getFirst();
        assertThat(stored.account()).isEqualTo("acme");
        assertThat(stored.time()).isEqualTo("2026-03-01T12:00:00.123456Z");
        assertThat(stored.properties())
                .isEqualTo("{\"external_subscription_id\": \"sub_1\", \"precise_total_amount_cents\": \"1.25\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"code\":\"x\"} | /event/transaction_id",
                "{\"transaction_id\":\"t\"} | /event/code",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"timestamp\":\"soon\"} | /event/timestamp",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"timestamp\":-1} | /event/timestamp",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"timestamp\":1e1000000000} | /event/timestamp",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"timestamp\":1e-1000000000} | /event/timestamp",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"timestamp\":4000000000} | /event/timestamp",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"properties\":7} | /event/properties",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"properties\":{\"value\":\"much\"}} | /event/properties/value",
                "{\"transaction_id\":\"t\",\"code\":\"x\",\"external_subscription_id\":\"\"} | /event/external_subscription_id"
            })
    void badLagoEventsAreNamedByTheirOwnFields(String event, String pointer) {
        Response answer = post("", "application/json", "{\"event\":" + event + "}");
        BadInput.isProblem(answer, 422, "batch_refused");
        assertThat(answer.jsonPath().getList("errors.pointer")).containsExactly(pointer);
    }

    @Test
    void aLagoBatchIsStoredWholeOrNot() {
        Response answer = post(
                "/batch",
                "application/json",
                "{\"events\":[" + LAGO + ",{\"transaction_id\":\"bad\"}," + LAGO.replace("eu", "us") + "]}");
        BadInput.isProblem(answer, 422, "batch_refused");
        assertThat(answer.jsonPath().getList("errors.pointer")).containsExactly("/events/1/code");
        assertThat(Stored.of(jdbi, tenant)).isEmpty();
        for (String body : new String[] {"", "[]", "{}", "{\"events\":7}", "{\"event\""}) {
            BadInput.isProblem(
                    Api.unchecked(tenant, "usage:write")
                            .contentType("application/json")
                            .body(body)
                            .post("/api/v1/events/batch"),
                    400,
                    "malformed_json");
        }
    }

    @Test
    void onlyTheScopeOpensTheDoor() {
        for (String path : new String[] {"", "/batch"}) {
            BadInput.isProblem(
                    Api.unchecked(tenant, "usage:read")
                            .contentType("application/json")
                            .body("{\"event\":" + LAGO + "}")
                            .post("/api/v1/events" + path),
                    403,
                    "forbidden");
        }
    }
}
