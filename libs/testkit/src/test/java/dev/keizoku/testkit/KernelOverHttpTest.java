package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.keizoku.kernel.CommonProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class KernelOverHttpTest {

    @Test
    void answersNothingThatIsNotAskedFor() {
        for (String accepted : new String[] {"application/xml", "application/x-nonsense", "text/plain"}) {
            BadInput.isProblem(asked().accept(accepted).get("/v1/accounts/acme/logged"), 406, "not_acceptable");
        }
        asked().accept("text/html, application/*;q=0.5")
                .get("/v1/accounts/acme/logged")
                .then()
                .statusCode(200);
    }

    @Test
    void everyLineLoggedOfARequestNamesItsIdItsTenantAndItsAccount() {
        asked().header("X-Request-Id", "r-1")
                .get("/v1/accounts/acme/logged")
                .then()
                .statusCode(200)
                .body("requestId", equalTo("r-1"))
                .body("tenant", equalTo("t"))
                .body("account", equalTo("acme"));
    }

    private static RequestSpecification asked() {
        return Api.unchecked("t", "echo");
    }

    private static Response echo(String body) {
        return asked().contentType("application/json").body(body).post("/v1/echo");
    }

    @Test
    void aGoodBodyComesBackAsItWas() {
        echo("""
                {"account_id": "acme/株", "price": {"amount": "8333.333333", "currency": "JPY"},
                 "at": "2026-03-02T09:30:00+09:00", "lines": [{"name": "a", "quantity": 2.50}], "active": true}
                """)
                .then()
                .statusCode(200)
                .body("account_id", equalTo("acme/株"))
                .body("price.amount", equalTo("8333.333333"))
                .body("at", equalTo("2026-03-02T00:30:00Z"));
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        echo("""
                {"account_id": "", "price": {"amount": 5, "currency": "XXQ"}, "at": 12, "active": "yes",
                 "lines": [{"name": 7, "quantity": -1}, {"quantity": "2"}], "nmae": 1}
                """)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid_request"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/account_id",
                                "/price/amount",
                                "/price/currency",
                                "/at",
                                "/active",
                                "/lines/0/name",
                                "/lines/0/quantity",
                                "/lines/1/name",
                                "/lines/1/quantity",
                                "/nmae"))
                .body(not(containsString("dev.keizoku")))
                .body(not(containsString("java.")));
    }

    @Test
    void aTimeOutsideTheWindowIsUnprocessable() {
        Response answer = echo("{\"account_id\": \"a\", \"at\": \"+999999999-01-01T00:00:00Z\"}");
        BadInput.isProblem(answer, 422, "unprocessable");
        answer.then().body("errors[0].detail", containsString("2200"));
    }

    @Test
    void badBodiesGetProblemsAndTheProcessStaysUp() {
        BadInput.check(
                KernelOverHttpTest::asked,
                (request, body) -> (body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body))
                        .post("/v1/echo"));
        echo("{\"account_id\": \"a\"}").then().statusCode(200);
    }

    @Test
    void aBodyWithoutMediaTypeIsRefused() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/echo"))
                .header("Authorization", "Bearer " + Tokens.of("t", "echo"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("/problems/unsupported_media_type");
        }
    }

    @Test
    void gzipIsUnpackedWithinTheLimit() throws IOException {
        assertThat(large(gzip(new byte[4_000_000])).jsonPath().getInt("bytes")).isEqualTo(4_000_000);
        BadInput.isProblem(large(gzip(new byte[6_000_000])), 413, "payload_too_large");
        byte[] packed = gzip(new byte[100_000]);
        BadInput.isProblem(large(Arrays.copyOf(packed, packed.length - 20)), 400, "malformed_json");
        BadInput.isProblem(large(new byte[] {1, 2, 3}), 400, "malformed_json");
    }

    @Test
    void aBodyOverItsLimitIsRefused() {
        BadInput.isProblem(
                asked().contentType("application/json")
                        .body(" ".repeat(1_100_000))
                        .post("/v1/echo"),
                413,
                "payload_too_large");
        assertThat(asked().contentType("application/octet-stream")
                        .body(new byte[3_000_000])
                        .post("/v1/large")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyAValidTokenIsAccepted() {
        BadInput.isProblem(Api.anonymous().get("/v1/whoami"), 401, "unauthenticated");
        for (String token : new String[] {
            "garbage",
            Tokens.expired("t", "echo"),
            Tokens.forged("t", "echo"),
            Tokens.forAnotherAudience("t", "echo"),
            "eyJhbGciOiJub25lIn0.eyJpc3MiOiJrZWl6b2t1IiwiYXVkIjoia2Vpem9rdS1zZXJ2aWNlcyIsImdyb3VwcyI6WyJlY2hvIl19."
        }) {
            BadInput.isProblem(
                    Api.anonymous().header("Authorization", "Bearer " + token).get("/v1/whoami"),
                    401,
                    "unauthenticated");
        }
        BadInput.isProblem(Api.unchecked("t", "other").get("/v1/whoami"), 403, "forbidden");
        BadInput.isProblem(asked().get("/v1/unclassified"), 403, "forbidden");
    }

    @Test
    void aTenantsNewestRecordWins() {
        BadInput.isProblem(Api.unchecked("nobody", "echo").get("/v1/whoami"), 503, "tenant_not_ready");
        put("tz", 2, "Asia/Tokyo").then().statusCode(204);
        put("tz", 1, "UTC").then().statusCode(204);
        Api.unchecked("tz", "echo").get("/v1/whoami").then().body("zone", equalTo("Asia/Tokyo"));
    }

    @Test
    void badParametersAreNamedTogether() {
        Response answer = Api.unchecked("t", "echo").get("/v1/whoami?limit=0&day=2026-02-30&surprise=1");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("?limit", "?day", "?surprise"));
    }

    @Test
    void failuresAreProblemsThatGiveNothingAway() {
        Response broken = asked().header("X-Request-Id", "mine-1").get("/v1/broken");
        BadInput.isProblem(broken, 500, "internal");
        broken.then().header("X-Request-Id", "mine-1").body("request_id", equalTo("mine-1"));
        assertThat(broken.asString()).doesNotContain("secret", "Exception");
        Response away = asked().get("/v1/broken?how=database");
        BadInput.isProblem(away, 503, "unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        BadInput.isProblem(asked().get("/v1/nothing"), 404, "not_found");
        BadInput.isProblem(asked().get("/elsewhere"), 404, "not_found");
        Response answer = asked().delete("/v1/echo");
        BadInput.isProblem(answer, 405, "method_not_allowed");
        assertThat(Api.unchecked("t", "operator").get("/v1/tenants/t").header("Allow"))
                .isNotNull();
        BadInput.isProblem(asked().accept("application/xml").get("/v1/whoami"), 406, "not_acceptable");
    }

    @Test
    void aProblemsTitleIsInTheLanguageAskedFor() {
        Response english = asked().get("/v1/whoami?limit=0");
        english.then().header("Content-Language", "en").body("title", equalTo(CommonProblem.INVALID_REQUEST.title()));
        assertThat(english.headers().getValues("Vary")).contains("Accept-Language");
        for (String path : new String[] {"/v1/whoami?surprise=1", "/v1/nothing"}) {
            Response japanese = asked().header("Accept-Language", "ja,en;q=0.5").get(path);
            String title = path.endsWith("nothing")
                    ? CommonProblem.NOT_FOUND.japaneseTitle()
                    : CommonProblem.INVALID_REQUEST.japaneseTitle();
            japanese.then().header("Content-Language", "ja").body("title", equalTo(title));
            assertThat(japanese.headers().getValues("Vary")).contains("Accept-Language");
        }
    }

    @Test
    void aJsonAnswerIsPackedForWhoeverTakesThat() throws IOException, InterruptedException {
        HttpResponse<byte[]> packed = logged("Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"account\":\"acme\"");
        }
        HttpResponse<byte[]> plain = logged("X-Nothing", "asked for");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(plain.body(), StandardCharsets.UTF_8)).contains("\"account\":\"acme\"");
    }

    private static HttpResponse<byte[]> logged(String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/accounts/acme/logged"))
                .header("Authorization", "Bearer " + Tokens.of("t", "echo"))
                .header(header, value)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static Response put(String tenant, int version, String zone) {
        return Api.unchecked(tenant, "operator")
                .contentType("application/json")
                .body("""
                        {"tenant": "%s", "version": %d, "name": "n", "zone": "%s", "currency": "USD",
                         "language": "en", "fiscal_year_start_month": 1}
                        """.formatted(tenant, version, zone))
                .put("/v1/tenants/" + tenant);
    }

    private static Response large(byte[] body) {
        return asked().contentType("application/octet-stream")
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/v1/large");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
