package dev.keizoku.e2e.contract;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Inbox;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does everything once, as the contract shows it, so that there is something of every kind. */
final class BusyTenant implements AutoCloseable {

    private static final Duration SEEN = Duration.ofMinutes(2);
    private static final int ROUNDS = 3;

    private final Tenant tenant;
    private final List<Operation> operations;
    private final Attempts attempts;
    private final Inbox inbox = new Inbox();
    private final Belongings belongings = new Belongings();
    private final Map<Operation, Answer> answers = new HashMap<>();
    private String deliveries = "";

    BusyTenant(Tenant tenant, List<Operation> operations, Attempts attempts) {
        this.tenant = tenant;
        this.operations = operations;
        this.attempts = attempts;
        begin();
        for (int round = 0; round < ROUNDS; round++) {
            operations.stream()
                    .filter(operation -> List.of("PUT", "POST").contains(operation.method()))
                    .forEach(this::write);
            awaitSeen();
            wish();
            operations.stream()
                    .filter(operation -> operation.reads() && !operation.isPublic())
                    .forEach(read -> belongings.learn(read, noted(read, sent(read)), operations));
        }
    }

    Api owner() {
        return tenant.admin();
    }

    Belongings belongings() {
        return belongings;
    }

    /** What the examples take for granted, or cannot show. */
    private void begin() {
        Api admin = tenant.admin();
        belongings.put("/v1/tenants/{tenant}", tenant.id());
        for (String plan : List.of("gold", "crm", "mail")) {
            attempts.exampleOf(operation("PUT /v1/plans/{plan_id}"), Map.of("plan_id", plan))
                    .answeredTo(admin);
        }
        List.of("acme-europe", "beta")
                .forEach(account -> admin.put("/v1/accounts/" + account, Map.of("name", "Beta"))
                        .ok());
        admin.post(
                        "/v1/events",
                        Map.of(
                                "id",
                                "evt-1",
                                "source",
                                "/app",
                                "type",
                                "login",
                                "account_id",
                                "acme",
                                "data",
                                Map.of("user_id", "u-7")))
                .ok();
        belongings.put("/v1/events/{source}", "/app");
        belongings.put("/v1/events/{source}/{id}", "evt-1");
        // One issuer and audience are of one tenant, and the example's may be of another story's.
        Answer provider = admin.put(
                "/v1/identity-providers/login",
                Map.of(
                        "issuer",
                        "https://login.acme.example/" + tenant.id(),
                        "audience",
                        "keizoku",
                        "roles_claim",
                        "roles",
                        "roles",
                        Map.of("cs", "csm")));
        provider.ok();
        noted(operation("PUT /v1/identity-providers/{provider_id}"), provider);
        Answer endpoint =
                admin.post("/v1/webhook-endpoints", Map.of("url", inbox.url(), "types", List.of("import.finished")));
        String id = endpoint.ok().findValue("id").asText();
        noted(operation("POST /v1/webhook-endpoints"), endpoint);
        belongings.put("/v1/webhook-endpoints/{id}", id);
        deliveries = "/v1/webhook-endpoints/" + id + "/deliveries";
        Answer imported = admin.startImport(
                "account",
                Table.byName(true),
                Table.write(List.of("account_id", "name"), List.of(List.of("beta", "Beta"))),
                "");
        belongings.put("/v1/imports/{import_id}", imported.ok().path("id").asText());
        belongings.put(
                "/v1/personal-data-receipts/{receipt_id}",
                admin.delete("/v1/users/somebody-else").ok().path("receipt_id").asText());
    }

    /** What was answered to an operation when it was done first; now with what there is, if it was not done yet. */
    Answer answer(Operation operation) {
        Answer known = answers.get(operation);
        return known == null || known.status() >= 300 ? noted(operation, sent(operation)) : known;
    }

    private Answer noted(Operation operation, Answer answer) {
        answers.merge(operation, answer, (first, later) -> first.status() < 300 ? first : later);
        return answer;
    }

    private void write(Operation operation) {
        if (!operation.isPublic() && !operation.scopes().contains("operator")) {
            Answer answer = noted(operation, sent(operation));
            if (answer.status() < 300) {
                belongings.learn(operation, belongings.of(operation), answer, operations);
            }
        }
    }

    private Answer sent(Operation operation) {
        return attempts.exampleOf(operation, belongings.of(operation)).answeredTo(tenant.admin());
    }

    /** The services hear of an account by their feeds. */
    private void awaitSeen() {
        Api admin = tenant.admin();
        Attempt rescan = attempts.example(operation("POST /v1/accounts/{account_id}/rescan"));
        Wait.passes(SEEN, () -> rescan.answeredTo(admin).ok());
        Wait.passes(SEEN, () -> admin.get("/v1/accounts/acme/mrr").ok());
        Wait.until(
                SEEN,
                "a webhook is there",
                () -> !admin.get(deliveries).ok().path("data").isEmpty());
    }

    /** The examples are proposals of ours, which come too early. */
    private void wish() {
        wish("offers", Map.of("kind", "upsell", "plan_id", "gold", "requested_by", "customer"));
        wish("trials", Map.of("feature_id", "api", "requested_by", "customer"));
    }

    private void wish(String kind, Map<String, String> wished) {
        Answer answer = tenant.admin().post("/v1/accounts/acme/" + kind, wished);
        if (answer.status() == 201) {
            noted(operation("POST /v1/accounts/{account_id}/" + kind), answer);
            belongings.put(
                    "/v1/" + kind + "/{id}", answer.json().findValue("id").asText());
        }
    }

    Operation operation(String told) {
        return operations.stream()
                .filter(operation -> operation.toString().equals(told))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        inbox.close();
    }
}
