package dev.keizoku.e2e.contract;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes whose examples are of something that another example has ended, or that is not there: with something of their own. */
final class Otherwise {

    private final BusyTenant busy;
    private final Attempts attempts;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private Otherwise(BusyTenant busy, Attempts attempts) {
        this.busy = busy;
        this.attempts = attempts;
    }

    /** What was answered, by operation. */
    static Map<String, Answer> done(BusyTenant busy, Attempts attempts) {
        Otherwise otherwise = new Otherwise(busy, attempts);
        otherwise.withPlay();
        otherwise.withContact();
        otherwise.withAccounts();
        return otherwise.answers;
    }

    /** Of two plays of an account one is completed by now. */
    private void withPlay() {
        Api admin = busy.owner();
        String play = admin.post("/v1/plays", Map.of("account_id", "acme", "playbook", "enable"))
                .ok()
                .findValue("id")
                .asText();
        does("POST /v1/plays/{id}/assign", Map.of("id", play));
        does("POST /v1/plays/{id}/dismiss", Map.of("id", play));
    }

    private void withContact() {
        Map<String, String> another = Map.of("account_id", "acme", "contact_id", "c-2");
        does("PUT /v1/accounts/{account_id}/contacts/{contact_id}", another);
        does("DELETE /v1/accounts/{account_id}/contacts/{contact_id}", another);
    }

    private void withAccounts() {
        does("PUT /v1/subscriptions/{subscription_id}", Map.of("subscription_id", "sub-1002"));
        does("POST /v1/accounts/{account_id}/transfers", Map.of("account_id", "acme"));
        does("POST /v1/accounts/{account_id}/merge", Map.of("account_id", "beta"));
        does("PUT /v1/accounts/{account_id}", Map.of("account_id", "without-subscriptions"));
        does("DELETE /v1/accounts/{account_id}", Map.of("account_id", "without-subscriptions"));
    }

    private void does(String operation, Map<String, String> ids) {
        answers.put(
                operation, attempts.exampleOf(busy.operation(operation), ids).answeredTo(busy.owner()));
    }
}
