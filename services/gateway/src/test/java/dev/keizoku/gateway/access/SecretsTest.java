package dev.keizoku.gateway.access;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class SecretsTest {

    @Inject
    Jdbi jdbi;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler listening = new Handler() {
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            logged.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(listening);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listening);
    }

    @Test
    void noSecretIsInTheLogTheDatabaseOrAnError() {
        Door.Tenant tenant = Door.newTenant();
        String script = Door.keyWith(tenant, "usage:write", "subscriptions:read");
        String rotated = Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/api-keys/" + script.substring(0, 11) + "/rotate")
                .jsonPath()
                .getString("key");
        String token = Door.with(script)
                .contentType(ContentType.JSON)
                .body("{\"account_id\": \"acme\", \"user_id\": \"u-7\"}")
                .post("/v1/browser-tokens")
                .jsonPath()
                .getString("token");
        List<String> secrets =
                new ArrayList<>(List.of(tenant.key().substring(12), script.substring(12), rotated.substring(12)));
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
        secrets.add(GatewayUnderTest.OPERATOR_KEY);
        secrets.add(PostgresResource.TOKEN_SECRET);

        List<Response> answers = new ArrayList<>();
        for (String credential : List.of(tenant.key(), script, rotated, token, GatewayUnderTest.OPERATOR_KEY)) {
            // Nobody is behind the gateway here, which is what most of the log is about.
            answers.add(Door.proxied(credential).get("/v1/accounts/acme/entitlements"));
            answers.add(Door.proxied(credential).get("/v1/metrics"));
            answers.add(Door.proxied(credential + "x").get("/v1/tenant"));
            answers.add(Door.proxied(credential).get("/v1/tenant?key=" + credential));
            answers.add(Api.anonymous()
                    .contentType("text/plain")
                    .body("{\"writeKey\": \"" + credential + "\"}")
                    .post("/v1/t"));
        }
        isProblem(answers.get(1), 503, "unavailable");

        for (String secret : secrets) {
            assertThat(logged).noneMatch(line -> line.contains(secret));
            assertThat(answers).noneMatch(answer -> answer.asString().contains(secret));
            assertThat(answers).noneMatch(answer -> answer.headers().toString().contains(secret));
        }
        assertThat(logged).anyMatch(line -> line.contains("did not answer"));
        for (String table : tables()) {
            String rows = jdbi.withHandle(
                    handle -> handle.createQuery("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                            .mapTo(String.class)
                            .one());
            assertThat(secrets).as(table).noneMatch(rows::contains);
        }
    }

    private List<String> tables() {
        List<String> tables = jdbi.withHandle(
                handle -> handle.createQuery("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'
                        """).mapTo(String.class).list());
        assertThat(tables).contains("api_key", "audit_trail");
        return tables;
    }
}
