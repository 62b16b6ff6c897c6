package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forms events come in, over HTTP. */
@QuarkusTest
@WithKeizoku
class EventFormsTest {

    private static final String TIME = "2026-03-01T12:00:00Z";

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private RequestSpecification request(String type) {
        return Api.as(tenant, "usage:write").contentType(type);
    }

    private Response post(String type, String body) {
        return request(type).body(body.getBytes(StandardCharsets.UTF_8)).post("/v1/events");
    }

    private Response binary(String id) {
        return request("application/json; charset=utf-8")
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/s")
                .header("ce-type", "x")
                .header("ce-subject", "acct 1")
                .header("ce-time", TIME)
                .header("ce-accountid", "%E5%8F%96%20%25")
                .body("{\"user_id\":\"u\",\"value\":\"1.5\",\"plan\":\"gold\"}")
                .post("/v1/events");
    }

    @Test
    void theBinaryModeIsToldByItsHeaders() {
        binary("e").then().statusCode(200).body("accepted", equalTo(1));
        Stored stored = Stored.of(jdbi, tenant).getFirst();
        assertThat(stored.account()).isEqualTo("acct 1");
        assertThat(stored.user()).isEqualTo("u");
        assertThat(stored.value()).isEqualByComparingTo("1.5");
        assertThat(stored.properties()).isEqualTo("{\"plan\": \"gold\"}");
        assertThat(stored.extensions()).isEqualTo("{\"accountid\": \"取 %\"}");
    }

    @Test
    void aBinaryEventWithoutDataNeedsNoContentType() {
        Api.unchecked(tenant, "usage:write")
                .header("ce-specversion", "1.0")
                .header("ce-id", "e")
                .header("ce-source", "/s")
                .header("ce-type", "x")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    @Test
    void aBadBinaryEventIsAProblemThatNamesItsHeaders() {
        Response answer = Api.unchecked(tenant, "usage:write")
                .contentType("text/plain")
                .header("ce-specversion", "1.0")
                .header("ce-id", "e")
                .header("ce-type", "%C3%28")
                .header("ce-datacontenttype", "text/plain")
                .body("x")
                .post("/v1/events");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", contains("ce-datacontenttype", "ce-type", "ce-source"));
    }

    /** One event said in every form; the first to come is stored, all others are duplicates of it. */
    private Map<String, Supplier<Response>> forms() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"x\",\"subject\":\"acct 1\","
                + "\"time\":\"" + TIME + "\",\"data\":{\"user_id\":\"u\",\"value\":\"1.5\",\"plan\":\"gold\"}";
        String extended = event + ",\"accountid\":\"取 %\"}";
        Map<String, Supplier<Response>> forms = new LinkedHashMap<>();
        forms.put("structured", () -> post(ONE + "; charset=utf-8", extended));
        forms.put("batch", () -> post(BATCH, "[" + extended + "]"));
        forms.put("binary", () -> binary("e"));
        forms.put("plain", () -> post("application/json", extended));
        forms.put("array", () -> post("application/json; charset=utf-8", "[" + extended + "]"));
        forms.put("lines", () -> post("application/x-ndjson", extended + "\n"));
        forms.put(
                "OpenMeter",
                () -> request(BATCH)
                        .body(("[" + extended + "]").getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/events?dry_run=true"));
        return forms;
    }

    @Test
    void aRepeatInAnotherFormIsADuplicate() {
        for (String first : forms().keySet()) {
            if (first.equals("OpenMeter")) {
                continue;
            }
            tenant = TestTenants.fresh();
            forms().get(first).get().then().statusCode(200).body("accepted", equalTo(1));
            forms().forEach((form, send) -> assertThat(send.get().jsonPath().getInt("duplicate"))
                    .as(form + " after " + first)
                    .isEqualTo(1));
            assertThat(Stored.of(jdbi, tenant)).hasSize(1);
        }
    }

    @Test
    void aRowIsTheSameEventAsJson() {
        post("text/csv", "type,id,source,subject,time,user_id,value,plan\nx,e,/s,acme," + TIME + ",u,1.50,gold\n")
                .then()
                .body("accepted", equalTo(1));
        post(
                        "application/json",
                        "{\"type\":\"x\",\"id\":\"e\",\"source\":\"/s\",\"subject\":\"acme\",\"time\":\"" + TIME
                                + "\",\"data\":{\"user_id\":\"u\",\"value\":1.5,\"plan\":\"gold\"}}")
                .then()
                .body("duplicate", equalTo(1));
    }

    @Test
    void theCurlFormNeedsATypeAndAKeyOrATime() {
        post(
                        "application/json",
                        "{\"type\":\"api_request\",\"subject\":\"acme\",\"time\":\"" + TIME
                                + "\",\"data\":{\"quantity\":3}}")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("outcomes", hasSize(0))
                .body("dry_run", nullValue());
        Response hint = post("application/json", "{\"type\":\"api_request\",\"subject\":\"acme\"}");
        BadInput.isProblem(hint, 400, "invalid_request");
        hint.then().body("errors[0].detail", containsString("Idempotency-Key"));
        for (String key : new String[] {"run-1", "\"run-1\""}) {
            request("application/json")
                    .header("Idempotency-Key", key)
                    .body("{\"type\":\"api_request\",\"subject\":\"acme\"}")
                    .post("/v1/events")
                    .then()
                    .body(key.startsWith("r") ? "accepted" : "duplicate", equalTo(1));
        }
        request("application/json")
                .header("Idempotency-Key", "run-1")
                .body("{\"type\":\"api_request\",\"subject\":\"another\"}")
                .post("/v1/events")
                .then()
                .body("conflict", equalTo(1));
        Response tooLong = Api.unchecked(tenant, "usage:write")
                .contentType("application/json")
                .header("Idempotency-Key", "k".repeat(201))
                .body("[]")
                .post("/v1/events");
        BadInput.isProblem(tooLong, 400, "invalid_request");
    }

    @Test
    void aDryRunJudgesAndStoresNothing() {
        post("application/json", "[{\"type\":\"x\",\"id\":\"known\",\"time\":\"" + TIME + "\"}]");
        String body = "[{\"type\":\"x\",\"id\":\"new\",\"time\":\"" + TIME
                + "\"},{\"type\":\"x\",\"id\":\"known\",\"time\":\"" + TIME
                + "\"},{\"type\":\"y\",\"id\":\"known\",\"time\":\"" + TIME + "\"},{\"type\":\"y\"}]";
        for (int i = 0; i < 2; i++) {
            request("application/json")
                    .body(body)
                    .post("/v1/events?dry_run=true")
                    .then()
                    .statusCode(200)
                    .body("dry_run", equalTo(true))
                    .body("accepted", equalTo(1))
                    .body("duplicate", equalTo(1))
                    .body("conflict", equalTo(1))
                    .body("rejected", equalTo(1));
        }
        assertThat(Stored.of(jdbi, tenant)).hasSize(1);
        Api.as(tenant, "usage:read").get("/v1/rejected-events").then().body("data", hasSize(0));
        BadInput.isProblem(
                request("application/json").body(body).post("/v1/events?dry_run=true&strict=true"),
                422,
                "batch_refused");
    }

    @Test
    void formsNobodyKnowsAreUnsupported() {
        for (String type : new String[] {
            "text/plain",
            "application/cloudevents+avro",
            "application/cloudevents",
            "application/cloudevents-batch+xml",
            "application/json; charset=iso-8859-1",
            "application/xml",
            "text/csv; charset=none-such"
        }) {
            Response answer = Api.unchecked(tenant, "usage:write")
                    .contentType(type)
                    .body("[]".getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events");
            BadInput.isProblem(answer, 415, "unsupported_media_type");
        }
    }
}
