package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Inbox;
import dev.keizoku.e2e.suite.Issuer;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A secret is shown once to whom it is for, used rightly and wrongly, and is then written nowhere that can be read. */
class SecretsStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String AUDIENCE = "secrets";
    private static final String ORIGIN = "https://app.secrets.example";

    /** What a caller may read of what secrets belong to. */
    private static final List<String> READS = List.of(
            "/v1/api-keys",
            "/v1/webhook-endpoints",
            "/v1/crm-connections",
            "/v1/integrations/stripe",
            "/v1/identity-providers",
            "/v1/audit-log?limit=200");

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("secrets", "UTC", "USD");
    private final Api admin = tenant.admin();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void noSecretIsWrittenDownOrToldAgain() throws SQLException, IOException {
        try (Inbox inbox = new Inbox();
                Issuer issuer = Issuer.started()) {
            credentials(issuer);
            String endpoint = webhook(inbox);
            String connection = crm(inbox);
            stripe();
            READS.forEach(path -> told(admin.get(path)));
            told(admin.get("/v1/webhook-endpoints/" + endpoint + "/deliveries"));
            told(admin.get("/v1/crm-connections/" + connection + "/runs"));
            inbox.letters().forEach(letter -> told.add(letter.toString()));
        }
        secrets.putAll(suite.secrets());
        // What is logged or traced of the last request may be on its way still.
        Wait.lasts(Duration.ofSeconds(2));

        Places places = new Places(suite, secrets);
        places.databases();
        places.logs();
        places.metrics();
        places.traces();
        places.lookAll("answers", told);
        System.out.printf(
                "Secrets: %d looked for in %s: %d found%n",
                secrets.size(), places.searched(), places.found().size());
        assertThat(places.found()).isEmpty();
        assertThat(places.searched().values()).allMatch(searched -> searched > 10);
        theyWouldBeFound();
    }

    /** By what is known to stand in each of the places. */
    private void theyWouldBeFound() throws SQLException {
        Places places = new Places(suite, Map.of("the tenant", tenant.id()));
        places.databases();
        places.traces();
        assertThat(places.found()).contains("the tenant in gateway.tenant", "the tenant in spans");
    }

    /** Keys and tokens by which somebody comes in: good, for too little, revoked, for elsewhere, and in wrong places. */
    private void credentials(Issuer issuer) {
        admin.put(
                        "/v1/identity-providers/secrets",
                        Map.of(
                                "issuer",
                                issuer.url(),
                                "audience",
                                AUDIENCE,
                                "roles_claim",
                                "roles",
                                "roles",
                                Map.of("boss", "admin")))
                .ok();
        String token = issuer.token(AUDIENCE, "boss", "boss");
        Wait.passes(PATIENCE, () -> suite.as(token).get("/v1/tenant").ok());
        JsonNode revoked = key("revoked", "admin");
        told(admin.delete("/v1/api-keys/" + revoked.path("id").asText()));
        String page = admin.post("/v1/browser-tokens", Map.of("account_id", "acme", "user_id", "u-7"))
                .ok()
                .path("token")
                .asText();
        Map<String, String> bearers = new LinkedHashMap<>();
        bearers.put("a key", key("good", "usage:read").path("key").asText());
        bearers.put("a revoked key", revoked.path("key").asText());
        bearers.put("a token of a person", token);
        bearers.put("a token for elsewhere", issuer.token("elsewhere", "boss", "boss"));
        bearers.put("a token that is over", issuer.token(AUDIENCE, "boss", "boss", PATIENCE.negated()));
        bearers.put("a token of the inside", suite.internalToken(tenant));
        bearers.put("a browser's token", page);
        bearers.forEach((what, bearer) -> {
            secrets.put(what, lastOf(bearer));
            used(bearer);
        });
    }

    private JsonNode key(String name, String scope) {
        return admin.post("/v1/api-keys", Map.of("name", name, "scopes", List.of(scope)))
                .ok();
    }

    /** What nobody can guess of it: the signature of a token; of a key what comes after what may be shown. */
    private static String lastOf(String credential) {
        return credential.replaceFirst("^(.*[.]|kz_[^_]*_|whsec_)", "");
    }

    private void used(String bearer) {
        Api api = suite.as(bearer);
        Api nobody = suite.anonymous();
        String basic = Base64.getEncoder().encodeToString((bearer + ":").getBytes(StandardCharsets.UTF_8));
        told(traced(api, "/v1/usage", "Accept", "application/json"));
        told(traced(api, "/v1/usage", "Origin", ORIGIN));
        told(traced(api, "/v1/usage?from=nonsense", "Accept", "text/nonsense"));
        told(traced(api, "/v1/nothing", "X-API-Key", bearer));
        told(traced(nobody, "/v1/usage", "Authorization", "Basic " + basic));
        told(traced(nobody, "/v1/usage", "Authorization", "Nonsense " + bearer));
        told(traced(nobody, "/v1/usage", "Authorization", "Bearer " + bearer + "x"));
        told(api.post("/v1/api-keys", Map.of("name", 1)));
        told(api.send("POST", "/v1/events", "application/json", "{\"id\": "));
        told(api.put("/v1/accounts/acme", Map.of("nonsense", true)));
        told(api.put("/v1/costs/nonsense", Map.of()));
        told(api.post("/v1/plays/nonsense/start", Map.of()));
    }

    private static Answer traced(Api api, String path, String header, String value) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        return api.request(
                path,
                request -> request.header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .header(header, value));
    }

    /** A receiver is told once and then is away, with a secret that is made anew. */
    private String webhook(Inbox inbox) {
        JsonNode made = admin.post(
                        "/v1/webhook-endpoints", Map.of("url", inbox.url(), "types", List.of("import.finished")))
                .ok();
        String id = made.at("/endpoint/id").asText();
        secrets.put("a webhook's secret", lastOf(made.path("secret").asText()));
        admin.importFile(
                "account",
                Table.byName(true),
                Table.write(List.of("account_id", "name"), List.of(List.of("acme", "Acme"))),
                "");
        Wait.until(PATIENCE, "it is told", () -> !inbox.letters().isEmpty());
        secrets.put(
                "a webhook's new secret",
                lastOf(admin.post("/v1/webhook-endpoints/" + id + "/rotate-secret", Map.of())
                        .ok()
                        .path("secret")
                        .asText()));
        String token = "chatwork" + UUID.randomUUID();
        secrets.put("a chat's token", token);
        told(admin.post(
                "/v1/webhook-endpoints",
                Map.of("kind", "chatwork", "url", "http://127.0.0.1:1/v2/rooms/1/messages", "token", token)));
        told(admin.post("/v1/webhook-endpoints", Map.of("kind", "chatwork", "url", "nonsense", "token", token)));
        return id;
    }

    /** A CRM that answers nothing to whoever asks it for a session. */
    private String crm(Inbox inbox) {
        String secret = "crm" + UUID.randomUUID();
        secrets.put("a CRM's secret", secret);
        Map<String, String> credentials = Map.of("client_id", "keizoku", "client_secret", secret);
        String address = inbox.url().replaceFirst("/$", "");
        String id = admin.post(
                        "/v1/crm-connections",
                        Map.of("crm", "salesforce", "address", address, "credentials", credentials))
                .ok()
                .path("id")
                .asText();
        told(admin.post("/v1/crm-connections/" + id + "/runs", Map.of()));
        told(admin.post("/v1/crm-connections", Map.of("crm", "nonsense", "credentials", credentials)));
        told(admin.send("PATCH", "/v1/crm-connections/" + id, "application/json", "{\"active\": false}"));
        return id;
    }

    private void stripe() {
        String secret = "whsec_" + UUID.randomUUID().toString().replace("-", "");
        secrets.put("Stripe's secret", lastOf(secret));
        told(admin.put("/v1/integrations/stripe", Map.of("signing_secrets", List.of(secret), "plan_by", "product")));
        told(admin.put("/v1/integrations/stripe", Map.of("signing_secrets", List.of(secret), "plan_by", "nonsense")));
    }

    private void told(Answer answer) {
        told.add(answer.headers().map() + " " + answer.body());
    }
}
