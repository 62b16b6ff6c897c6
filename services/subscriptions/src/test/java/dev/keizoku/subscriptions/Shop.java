package dev.keizoku.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.TestTenants;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tenant of its own with one plan and what a test does with it. */
public record Shop(String tenant) {

    public static final String PRO = """
            {"name": "Pro", "product": "suite", "tier_rank": 2, "core_features": ["export"],
             "prices": [{"amount": {"amount": "49", "currency": "USD"}, "interval": "month"},
                        {"amount": {"amount": "490", "currency": "USD"}, "interval": "year"}]}
            """;

    public static Shop open() {
        return open(TestTenants.fresh());
    }

    public static Shop open(String tenant) {
        Shop shop = new Shop(tenant);
        shop.put("/v1/plans/pro", PRO).then().statusCode(201);
        return shop;
    }

    public Shop withAccounts(String... accounts) {
        for (String account : accounts) {
            put("/v1/accounts/" + account, "{\"name\": \"" + account + "\"}")
                    .then()
                    .statusCode(201);
        }
        return this;
    }

    public RequestSpecification writer() {
        return Api.as(tenant, "subscriptions:write").contentType(ContentType.JSON);
    }

    public RequestSpecification reader() {
        return Api.as(tenant, "subscriptions:read");
    }

    public RequestSpecification peer() {
        return Api.as(tenant, "internal");
    }

    public Response put(String path, String body) {
        return writer().body(body).put(path);
    }

    public Response get(String path) {
        return reader().get(path);
    }

    public Response start(String subscription, String account, String day) {
        return put("/v1/subscriptions/" + subscription, """
                {"account_id": "%s", "plan_id": "pro", "quantity": 10, "currency": "USD", "interval": "month",
                 "effective_at": "%sT00:00:00Z"}
                """.formatted(account, day));
    }

    public Response change(String subscription, String id, String kind, String day, String... more) {
        return writer().body("""
                        {"change_id": "%s", "kind": "%s", "effective_at": "%sT00:00:00Z"%s}
                        """.formatted(id, kind, day, more.length == 0 ? "" : ", " + more[0]))
                .post("/v1/subscriptions/" + subscription + "/changes");
    }

    /** Every row of the feed after a sequence. */
    public List<Map<String, Object>> feed(long after) {
        List<Map<String, Object>> rows = new ArrayList<>();
        long position = after;
        while (true) {
            JsonPath page = peer().get("/v1/subscription-changes?limit=100&after=" + position)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            rows.addAll(page.getList("data"));
            position = page.getLong("next_after");
            if (!page.getBoolean("has_more")) {
                return rows;
            }
        }
    }

    public long head() {
        return peer().get("/v1/subscription-changes?limit=1").jsonPath().getLong("head");
    }

    /** The stream of facts, its last line left out after it was looked at. */
    public List<JsonPath> facts(String query) {
        Response answer = Api.unchecked(tenant, "internal").get("/v1/account-facts?" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/x-ndjson");
        List<String> lines = answer.asString().lines().toList();
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"count\":" + (lines.size() - 1) + "}");
        return lines.subList(0, lines.size() - 1).stream().map(JsonPath::new).toList();
    }

    /** Imports a file and waits until it is worked through. */
    public JsonPath load(String kind, boolean history, String mapping, String mediaType, String file) {
        Response taken = Api.unchecked(tenant, "subscriptions:write", "backfill")
                .multiPart("mapping", mapping, "application/json")
                .multiPart("file", "rows", file.getBytes(StandardCharsets.UTF_8), mediaType)
                .post("/v1/imports?kind=" + kind + "&history=" + history);
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(202);
        String id = taken.jsonPath().getString("id");
        assertThat(id).startsWith("imp_s_");
        return Eventually.passes(Duration.ofMinutes(3), () -> {
            JsonPath job = Api.as(tenant, "subscriptions:write")
                    .get("/v1/imports/" + id)
                    .jsonPath();
            assertThat(job.getString("status")).isIn("done", "failed");
            return job;
        });
    }

    public List<Map<String, Object>> rejections(JsonPath job) {
        return Api.as(tenant, "subscriptions:write")
                .get("/v1/imports/" + job.getString("id") + "/rejections")
                .jsonPath()
                .getList("data");
    }
}
