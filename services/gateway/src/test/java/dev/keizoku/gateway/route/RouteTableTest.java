package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.Contract;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Map<String, String> CONTRACTS = Map.of(
            "gateway", """
                    {"paths": {"/v1/tenants": {"post": {"x-scope": "operator"}},
                               "/v1/accounts/{account_id}/overview": {"get": {}}}}
                    """,
            "subscriptions", """
                    {"paths": {"/v1/accounts/{account_id}": {"get": {}, "put": {}, "parameters": []},
                               "/v1/subscription-changes": {"get": {"x-internal": true}},
                               "/v1/imports": {"post": {}}}}
                    """,
            "usage", """
                    {"paths": {"/v1/accounts/{id}/usage": {"get": {}}, "/v1/imports": {"post": {}}}}
                    """,
            "metrics", """
                    {"paths": {"/v1/metrics/{metric}": {"get": {}}, "/v1/metrics/movements": {"get": {}}}}
                    """,
            "health", "{\"paths\": {}}");

    private final RouteTable table = RouteTable.of(name -> parse(CONTRACTS.get(name)));

    @Test
    void findsTheServiceOfAPath() {
        assertThat(target(HttpMethod.GET, "/v1/accounts/acme"))
                .isEqualTo(new Route.Target.Behind(Upstream.SUBSCRIPTIONS));
        assertThat(target(HttpMethod.GET, "/v1/accounts/acme/usage"))
                .isEqualTo(new Route.Target.Behind(Upstream.USAGE));
        assertThat(target(HttpMethod.GET, "/v1/accounts/acme/overview")).isEqualTo(new Route.Target.Here(false));
        assertThat(target(HttpMethod.POST, "/v1/tenants")).isEqualTo(new Route.Target.Here(true));
        assertThat(target(HttpMethod.POST, "/v1/imports")).isEqualTo(new Route.Target.Imports());
    }

    @Test
    void prefersALiteralSegment() {
        assertThat(table.find(HttpMethod.GET, "/v1/metrics/movements"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.Found.class,
                        found -> assertThat(found.route().template()).isEqualTo("/v1/metrics/movements"));
    }

    @Test
    void takesAnEncodedSlashForPartOfTheId() {
        assertThat(target(HttpMethod.GET, "/v1/accounts/a%2Fusage"))
                .isEqualTo(new Route.Target.Behind(Upstream.SUBSCRIPTIONS));
    }

    @Test
    void namesTheMethodsAPathOffers() {
        assertThat(table.find(HttpMethod.DELETE, "/v1/accounts/acme"))
                .isEqualTo(new RouteTable.Match.OtherMethods("GET, PUT"));
    }

    @Test
    void knowsNothingElse() {
        for (String path : new String[] {
            "/",
            "/v1",
            "/v1/",
            "/v1/accounts",
            "/v1/accounts/",
            "/v1/accounts/acme/",
            "/V1/accounts/acme",
            "/v1/subscription-changes",
            "/v1%2Faccounts/acme",
            "/v1/%61ccounts/acme",
            "/q/health"
        }) {
            assertThat(table.find(HttpMethod.GET, path)).as(path).isEqualTo(new RouteTable.Match.Nothing());
        }
    }

    @Test
    void refusesTwoOwnersOfOneOperation() {
        assertThatThrownBy(() -> RouteTable.of(name -> parse("{\"paths\": {\"/v1/x\": {\"get\": {}}}}")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheRealContracts() {
        assertThat(RouteTable.of(Contract::load).routes()).hasSizeGreaterThan(20);
    }

    private Route.Target target(HttpMethod method, String path) {
        return table.find(method, path) instanceof RouteTable.Match.Found(Route route) ? route.target() : null;
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
