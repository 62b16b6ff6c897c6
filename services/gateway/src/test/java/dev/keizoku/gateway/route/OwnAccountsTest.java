package dev.keizoku.gateway.route;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.people.CareMember;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class OwnAccountsTest {

    private StubService subscriptions;
    private StubService health;
    private StubService metrics;
    private CareMember sato;

    @BeforeEach
    void begin() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)
                .answering(Map.of(
                        "/v1/accounts/mine", "{\"account_id\": \"mine\", \"owner\": \"sato\"}",
                        "/v1/accounts/theirs", "{\"account_id\": \"theirs\", \"owner\": \"kato\"}",
                        "/v1/accounts/nobodys", "{\"account_id\": \"nobodys\", \"owner\": null}"));
        health = StubService.start(Upstream.HEALTH).answering(200, "{\"data\": []}");
        metrics = StubService.start(Upstream.METRICS).answering(200, "{}");
        sato = CareMember.of(Door.newTenant(), "sato");
    }

    @AfterEach
    void stop() {
        subscriptions.close();
        health.close();
        metrics.close();
        sato.close();
    }

    @Test
    void opensTheAccountsOfThePersonAndHidesThoseOfOthers() {
        assertThat(get("/v1/accounts/mine").statusCode()).isEqualTo(200);
        assertThat(get("/v1/accounts/mine/health").statusCode()).isEqualTo(200);
        assertThat(post("/v1/accounts/mine/health-overrides").statusCode()).isEqualTo(200);
        Response never = get("/v1/accounts/never/health");
        for (String account : new String[] {"theirs", "nobodys"}) {
            Response hidden = get("/v1/accounts/" + account + "/health");
            isProblem(hidden, 404, "not_found");
            assertThat(hidden.jsonPath().getString("detail"))
                    .isEqualTo(never.jsonPath().getString("detail"));
            isProblem(post("/v1/accounts/" + account + "/health-overrides"), 404, "not_found");
        }
    }

    @Test
    void keepsBackTheExportsOfEverybodysAccounts() {
        for (String path : new String[] {"/v1/exports", "/v1/exports/x", "/v1/exports/x/content"}) {
            isProblem(get(path), 403, "forbidden");
        }
        assertThat(get("/v1/tenant").statusCode()).isEqualTo(200);
    }

    @Test
    void narrowsListsToThePerson() {
        assertThat(get("/v1/plays?state=open&owner=kato&%6Fwner=kato").statusCode())
                .isEqualTo(200);
        assertThat(health.last().uri()).isEqualTo("/v1/plays?state=open&owner=sato");
        assertThat(get("/v1/metrics/mrr").statusCode()).isEqualTo(200);
        assertThat(metrics.last().uri()).isEqualTo("/v1/metrics/mrr?owner=sato");
    }

    @Test
    void worksOnPlaysOfTheAccountsOfThePersonOnly() {
        health.answering(Map.of(
                "/v1/plays/1", "{\"play\": {\"id\": \"1\", \"account_id\": \"mine\"}}",
                "/v1/plays/1/start", "{}",
                "/v1/plays/2", "{\"play\": {\"id\": \"2\", \"account_id\": \"theirs\"}}",
                "/v1/plays/2/start", "{}",
                "/v1/risk-signals/7", "{\"id\": \"7\", \"account_id\": \"mine\"}",
                "/v1/risk-signals/8", "{\"id\": \"8\", \"account_id\": \"nobodys\"}"));
        assertThat(get("/v1/plays/1").statusCode()).isEqualTo(200);
        assertThat(post("/v1/plays/1/start").statusCode()).isEqualTo(200);
        assertThat(health.last().uri()).isEqualTo("/v1/plays/1/start");
        assertThat(get("/v1/risk-signals/7").statusCode()).isEqualTo(200);
        isProblem(get("/v1/risk-signals/8"), 404, "not_found");
        Response never = post("/v1/plays/3/start");
        isProblem(never, 404, "not_found");
        Response hidden = post("/v1/plays/2/start");
        isProblem(hidden, 404, "not_found");
        assertThat(hidden.jsonPath().getString("detail"))
                .isEqualTo(never.jsonPath().getString("detail"));
        assertThat(health.requests()).noneMatch(seen -> seen.uri().matches("/v1/plays/[23]/start"));
        isProblem(get("/v1/plays/effect"), 403, "forbidden");
    }

    @Test
    void opensAPlayOnAnAccountOfThePersonOnly() {
        String body = "{\"account_id\": \"mine\", \"playbook\": \"save\"}";
        assertThat(open(body).statusCode()).isEqualTo(200);
        assertThat(health.last().body()).isEqualTo(body);
        int asked = health.requests().size();
        isProblem(open("{\"account_id\": \"theirs\", \"playbook\": \"save\"}"), 404, "not_found");
        isProblem(open("{\"account_id\": \"mine\", \"account_id\": \"theirs\"}"), 400, "invalid_request");
        isProblem(open("{\"playbook\": \"save\"}"), 400, "invalid_request");
        assertThat(health.requests()).hasSize(asked);
    }

    private Response open(String body) {
        return Door.proxied(sato.token())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/plays");
    }

    @Test
    void refusesWhatCannotBeNarrowed() {
        isProblem(get("/v1/accounts"), 403, "forbidden");
        isProblem(get("/v1/health-scores"), 403, "forbidden");
        isProblem(get("/v1/accounts/mine/children"), 403, "forbidden");
        isProblem(post("/v1/touchpoints"), 403, "forbidden");
        assertThat(get("/v1/tenant").statusCode()).isEqualTo(200);
        isProblem(get("/v1/nothing"), 404, "not_found");
    }

    @Test
    void saysSoWhenItCannotTellWhoseAnAccountIs() {
        subscriptions.close();
        Response away = get("/v1/accounts/mine/health");
        isProblem(away, 503, "unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("1");
    }

    private Response get(String path) {
        return Door.proxied(sato.token()).get(path);
    }

    private Response post(String path) {
        return Door.proxied(sato.token())
                .contentType(ContentType.JSON)
                .body("{\"band\": \"red\"}")
                .post(path);
    }
}
