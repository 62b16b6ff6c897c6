package dev.keizoku.gateway.crm.inbound;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class UpdateResourceTest {

    private StubService subscriptions;
    private StubService health;
    private String key;

    @BeforeEach
    void startTheServices() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)
                .answering(Map.of(
                        "/v1/account-lookup",
                        """
                        {"data": [{"external_id": "987", "account_ids": ["acme"]},
                            {"external_id": "1", "account_ids": []}]}
                        """,
                        "/v1/accounts/acme/owner",
                        "{}",
                        "/v1/subscriptions",
                        "{\"data\": [{\"subscription_id\": \"s 1\"}], \"has_more\": false}",
                        "/v1/subscriptions/s%201/renewals/opp-7",
                        "{}"));
        health = StubService.start(Upstream.HEALTH)
                .answering(Map.of(
                        "/v1/accounts/acme/offers", "{\"id\": \"o1\"}",
                        "/v1/offers/o1/outcome", "{}"));
        key = Door.keyWith(Door.newTenant(), "subscriptions:write", "health:write");
    }

    @AfterEach
    void stopTheServices() {
        subscriptions.close();
        health.close();
    }

    private static Response tell(String key, String updates) {
        return Door.with(key)
                .contentType(ContentType.JSON)
                .body("{\"system\": \"hubspot\", \"updates\": [" + updates + "]}")
                .post("/v1/crm/updates");
    }

    @Test
    void everythingReachesTheServiceThatOwnsIt() {
        JsonPath told = tell(key, """
                {"external_id": "987", "owner": {"id": "hana"},
                 "renewal": {"renewal_id": "opp-7", "renews_on": "2027-03-01", "intent": "renew"},
                 "offer": {"deal_id": "d9", "terms": {"kind": "upsell", "plan_id": "gold"}, "outcome": "won"}},
                {"external_id": "1", "owner": {"id": "hana"}}
                """).jsonPath();

        assertThat(told.getInt("accepted")).isEqualTo(1);
        assertThat(told.getInt("rejected")).isEqualTo(1);
        assertThat(told.getString("data[0].account_id")).isEqualTo("acme");
        assertThat(told.getString("data[1].owner.code")).isEqualTo("unknown_account");
        assertThat(subscriptions.requests())
                .extracting(StubService.Seen::uri)
                .containsExactly(
                        "/v1/account-lookup",
                        "/v1/accounts/acme/owner",
                        "/v1/subscriptions?limit=2&state=active&account_id=acme",
                        "/v1/subscriptions/s%201/renewals/opp-7");
        assertThat(subscriptions.last().body()).isEqualTo("{\"due_at\":\"2027-02-28T15:00:00Z\",\"intent\":\"renew\"}");
        assertThat(health.requests().getFirst().header("Idempotency-Key")).isEqualTo("crm:hubspot:d9");
        assertThat(health.last().body()).isEqualTo("{\"outcome\":\"won\"}");
    }

    @Test
    void oneServiceThatIsAwaySpoilsNothingOfAnother() {
        health.close();
        JsonPath told = tell(key, """
                {"account_id": "acme", "owner": {"id": null}, "offer": {"offer_id": "o1", "outcome": "lost"}}
                """).jsonPath();
        assertThat(told.getString("data[0].owner.status")).isEqualTo("accepted");
        assertThat(told.getString("data[0].offer.status")).isEqualTo("unavailable");
        assertThat(told.getInt("unavailable")).isEqualTo(1);
    }

    @Test
    void whatAServiceRefusesIsToldWithItsReason() {
        health.answering(403, "{\"type\": \"/problems/forbidden\", \"detail\": \"Not yours.\"}");
        JsonPath told = tell(key, "{\"account_id\": \"acme\", \"offer\": {\"offer_id\": \"o1\", \"outcome\": \"won\"}}")
                .jsonPath();
        assertThat(told.getString("data[0].offer.code")).isEqualTo("forbidden");
        assertThat(told.getString("data[0].offer.detail")).isEqualTo("Not yours.");
    }

    @Test
    void namesEveryUpdateThatCannotBeUnderstood() {
        Response refused =
                Door.proxied(key).contentType(ContentType.JSON).body("""
                        {"updates": [{"owner": {"id": "x"}}, {"account_id": "a"},
                            {"external_id": "e", "offer": {"deal_id": "d", "outcome": "won"}}]}
                        """).post("/v1/crm/updates");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer"))
                .containsExactly("/updates/0", "/updates/1", "/system", "/updates/2/offer/terms");
        isProblem(
                tell(
                        Door.keyWith(Door.newTenant(), "health:write"),
                        "{\"account_id\": \"a\", \"owner\": {\"id\": \"x\"}}"),
                403,
                "forbidden");
    }
}
