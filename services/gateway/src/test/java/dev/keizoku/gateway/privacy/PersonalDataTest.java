package dev.keizoku.gateway.privacy;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class PersonalDataTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Map<String, String> OF_USAGE = Map.of(
            "/v1/usage-users/ann%40acme", """
                    {"user_id": "ann@acme", "ids": ["ann@acme", "anon/1"], "traits": {"role": "buyer"}, "accounts": []}
                    """,
            "/v1/users/ann%40acme", """
                    {"status": "done", "events": 7, "rollup_rows": 2, "rejected_events": 0, "traits": 1,
                     "memberships": 1, "aliases": 1}
                    """,
            "/v1/user-events/ann%40acme", "{\"events\": [{\"id\": \"e1\"}], \"has_more\": false}",
            "/v1/user-events/anon%2F1", "{\"events\": [{\"id\": \"e2\"}], \"has_more\": false}");

    private static final Map<String, String> OF_HEALTH = Map.of(
            "/v1/touchpoint-users/ann%40acme", "{\"touchpoints\": 3}",
            "/v1/touchpoint-users/anon%2F1", "{\"touchpoints\": 1}");

    private static final Map<String, String> OF_SUBSCRIPTIONS = Map.of(
            "/v1/contact-users/ann%40acme", "{\"contacts\": 2}",
            "/v1/contact-users/anon%2F1", "{\"contacts\": 0}",
            "/v1/accounts/acme/contacts/ann",
                    "{\"account_id\": \"acme\", \"contact_id\": \"ann\", \"user_id\": \"ann@acme\"}",
            "/v1/accounts/acme/contacts/bob", "{\"account_id\": \"acme\", \"contact_id\": \"bob\"}");

    private final Jdbi jdbi;
    private StubService usage;
    private StubService health;
    private StubService subscriptions;
    private Door.Tenant tenant;

    PersonalDataTest(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @BeforeEach
    void startTheServices() {
        MutableClock.reset();
        usage = StubService.start(Upstream.USAGE).answering(OF_USAGE);
        health = StubService.start(Upstream.HEALTH).answering(OF_HEALTH);
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS).answering(OF_SUBSCRIPTIONS);
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        usage.close();
        health.close();
        subscriptions.close();
    }

    private Response removal() {
        return Door.with(tenant.key()).delete("/v1/users/ann%40acme");
    }

    private JsonPath receipt(String id) {
        return Door.with(tenant.key())
                .get("/v1/personal-data-receipts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath doneReceipt(String id) {
        return Eventually.passes(LIMIT, () -> {
            JsonPath now = receipt(id);
            assertThat(now.getString("status")).isEqualTo("done");
            return now;
        });
    }

    private String stored(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select row_to_json(r)::text from personal_data_receipt r where receipt_id = :id
                        """)
                .bind("id", UUID.fromString(id))
                .mapTo(String.class)
                .one());
    }

    @Test
    void aUserIsRemovedFromEveryServiceUnderEveryIdWithinOneCall() {
        Response answer = removal();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonPath receipt = receipt(answer.jsonPath().getString("receipt_id"));
        assertThat(receipt.getList("services.service")).containsExactly("health", "subscriptions", "usage");
        assertThat(receipt.getList("services.status")).containsOnly("done");
        assertThat(receipt.getInt("services[0].removed.touchpoints")).isEqualTo(4);
        assertThat(receipt.getInt("services[1].removed.contacts")).isEqualTo(2);
        assertThat(receipt.getInt("services[2].removed.events")).isEqualTo(7);
        assertThat(receipt.getInt("events")).isEqualTo(7);
        assertThat(receipt.getString("finished_at")).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(stored(receipt.getString("receipt_id"))).doesNotContain("ann", "anon");
        Door.Tenant other = Door.newTenant();
        isProblem(
                Door.with(other.key()).get("/v1/personal-data-receipts/" + receipt.getString("receipt_id")),
                404,
                "not_found");
    }

    @Test
    void aServiceThatIsAwayIsPendingAndFinishedWhenItIsBack() {
        health.close();
        Response answer = removal();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.jsonPath().getList("services.status")).containsExactly("pending", "done", "done");
        String id = answer.jsonPath().getString("receipt_id");
        assertThat(answer.header("Location")).endsWith("/v1/personal-data-receipts/" + id);

        health = StubService.start(Upstream.HEALTH).answering(OF_HEALTH);

        assertThat(doneReceipt(id).getInt("services[0].removed.touchpoints")).isEqualTo(4);
    }

    @Test
    void nobodyIsDoneBeforeUsageHasToldEveryIdOfTheUser() {
        usage.close();
        Response answer = removal();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.jsonPath().getList("services.status")).containsOnly("pending");
        assertThat(health.requests()).extracting(StubService.Seen::uri).containsOnly("/v1/touchpoint-users/ann%40acme");

        usage = StubService.start(Upstream.USAGE).answering(OF_USAGE);

        doneReceipt(answer.jsonPath().getString("receipt_id"));
        assertThat(health.requests()).extracting(StubService.Seen::uri).contains("/v1/touchpoint-users/anon%2F1");
    }

    @Test
    void whatAStoppedGatewayHasLeftIsGoneOnWith() {
        health.close();
        String id = removal().jsonPath().getString("receipt_id");
        // A process that died holds its claim until it runs out.
        jdbi.useHandle(handle -> handle.execute(
                "update personal_data_receipt set claimed_until = clock_timestamp() - interval '1 second' where"
                        + " receipt_id = ?",
                UUID.fromString(id)));
        health = StubService.start(Upstream.HEALTH).answering(OF_HEALTH);
        doneReceipt(id);
    }

    @Test
    void oneThatCannotBeDoneHoldsUpNoOther() {
        usage.answering(Map.of(
                "/v1/usage-users/ann%40acme", "{\"user_id\": \"ann@acme\", \"ids\": [\"not\\u0000kept\"]}",
                "/v1/usage-users/bob", "{\"user_id\": \"bob\", \"ids\": [\"bob\"]}",
                "/v1/users/bob", "{\"status\": \"done\"}"));
        Response stuck = removal();
        assertThat(stuck.statusCode()).as(stuck.asString()).isEqualTo(202);
        health.close();
        String other = Door.with(tenant.key())
                .delete("/v1/users/bob")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("receipt_id");
        jdbi.useHandle(handle -> handle.execute(
                "update personal_data_receipt set claimed_until = clock_timestamp() - interval '1 second' where"
                        + " tenant = ?",
                tenant.id()));
        health = StubService.start(Upstream.HEALTH).answering(OF_HEALTH);
        doneReceipt(other);
        assertThat(receipt(stuck.jsonPath().getString("receipt_id")).getString("status"))
                .isNotEqualTo("done");
    }

    @Test
    void aContactGoesWithTheUserItIs() {
        JsonPath user = Door.with(tenant.key())
                .delete("/v1/accounts/acme/contacts/ann/personal-data")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(user.getList("services.service")).containsExactly("health", "subscriptions", "usage");
        assertThat(user.getInt("services[1].removed.contacts")).isEqualTo(3);
        JsonPath nobody = Door.with(tenant.key())
                .delete("/v1/accounts/acme/contacts/bob/personal-data")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(nobody.getList("services.service")).containsExactly("subscriptions");
        assertThat(nobody.getInt("services[0].removed.contacts")).isEqualTo(1);
        isProblem(Door.with(tenant.key()).delete("/v1/accounts/acme/contacts/none/personal-data"), 404, "not_found");
        subscriptions.close();
        isProblem(Door.with(tenant.key()).delete("/v1/accounts/acme/contacts/bob/personal-data"), 503, "unavailable");
    }

    @Test
    void everythingThatIsKeptIsToldInOneDocumentOrNotAtAll() {
        health.answering(Map.of(
                "/v1/touchpoint-users/ann%40acme", "{\"touchpoints\": [{\"touchpoint_id\": \"t1\", \"text\": \"Hi\"}]}",
                "/v1/touchpoint-users/anon%2F1", "{\"touchpoints\": []}"));
        subscriptions.answering(Map.of("/v1/contact-users/ann%40acme", "{\"contacts\": [{\"contact_id\": \"ann\"}]}"));
        JsonPath document = Door.with(tenant.key())
                .get("/v1/users/ann%40acme/personal-data")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(document.getList("ids")).containsExactly("ann@acme", "anon/1");
        assertThat(document.getString("traits.role")).isEqualTo("buyer");
        assertThat(document.getList("contacts.contact_id")).containsExactly("ann");
        assertThat(document.getList("touchpoints.text")).containsExactly("Hi");
        assertThat(document.getList("events.id")).containsExactly("e1", "e2");
        health.close();
        isProblem(Door.with(tenant.key()).get("/v1/users/ann%40acme/personal-data"), 503, "unavailable");
    }

    @Test
    void removalAndDisclosureAreInTheAuditLogWithoutWhoseDataItWas() {
        removal();
        health.answering(Map.of());
        Door.with(tenant.key()).get("/v1/users/ann%40acme/personal-data").then().statusCode(200);
        String log = jdbi.withHandle(handle -> handle.createQuery(
                        "select string_agg(action || detail::text, ' ' order by id) from audit_trail where tenant = :tenant")
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .one());
        assertThat(log)
                .contains("personal_data.removal_requested", "personal_data.disclosed", "sha256:", "receipt_id")
                .doesNotContain("ann@acme");
    }

    @Test
    void itTakesAnAdministrator() {
        String reader = Door.keyWith(tenant, "usage:read", "usage:write", "health:write", "subscriptions:write");
        isProblem(Door.with(reader).delete("/v1/users/ann%40acme"), 403, "forbidden");
        isProblem(Door.with(reader).get("/v1/users/ann%40acme/personal-data"), 403, "forbidden");
        isProblem(Door.with(reader).delete("/v1/accounts/acme/contacts/ann/personal-data"), 403, "forbidden");
        isProblem(Door.with(reader).get("/v1/personal-data-receipts/" + UUID.randomUUID()), 403, "forbidden");
        isProblem(Door.with(tenant.key()).get("/v1/personal-data-receipts/none"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).delete("/v1/users/a%07b"), 400, "invalid_request");
    }
}
