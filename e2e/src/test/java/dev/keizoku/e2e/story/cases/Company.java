package dev.keizoku.e2e.story.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tenant with customers, told of through the API; its figures are asked once they know everything that was told. */
final class Company {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final Suite suite = Suite.running();
    private final Api api;
    private final String currency;
    private int told;
    private int known;

    private Company(String zone, String currency, Map<String, ?> policies) {
        this.api = suite.tenant("case", zone, currency, policies).admin();
        this.currency = currency;
        for (String plan : List.of("basic", "pro", "free", "storage")) {
            plan(plan, Map.of());
        }
    }

    static Company inDollars() {
        return new Company("UTC", "USD", Map.of());
    }

    static Company in(String zone, String currency) {
        return new Company(zone, currency, Map.of());
    }

    static Company thatChose(String policy, Object value) {
        return thatChose(Map.of(policy, value));
    }

    static Company thatChose(Map<String, ?> policies) {
        return new Company("UTC", "USD", policies);
    }

    Suite suite() {
        return suite;
    }

    String currency() {
        return currency;
    }

    Company plan(String plan, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", plan, "product", "suite"));
        body.putAll(more);
        put("/v1/plans/" + plan, body);
        return this;
    }

    Company account(String account) {
        put("/v1/accounts/" + account, Map.of("name", account));
        return this;
    }

    /** From a day, or an instant, on. */
    Subscription subscribes(String account, String plan, Price price, String from) {
        return begins("start", account, plan, from, Map.of("price", price.body()));
    }

    Subscription subscribes(String account, Price price, String from) {
        return subscribes(account, "basic", price, from);
    }

    Subscription tries(String account, String plan, Price price, String from) {
        return begins("trial_start", account, plan, from, Map.of("price", price.body()));
    }

    Subscription begins(String kind, String account, String plan, String from, Map<String, ?> more) {
        account(account);
        Subscription subscription = new Subscription(this, "sub-" + (told + 1));
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of(
                "account_id", account, "plan_id", plan, "kind", kind, "effective_at", Subscription.instant(from)));
        put("/v1/subscriptions/" + subscription.id(), body);
        return subscription;
    }

    /** Some of what is metered. */
    Company uses(String account, int units) {
        String event = """
            {"specversion": "1.0", "id": "%s-%d", "source": "/case", "type": "api.call", "subject": "%s",
             "data": {"value": %d}}
            """.formatted(account, told, account, units);
        api.send("POST", "/v1/events", "application/cloudevents+json", event).ok();
        return this;
    }

    /** What one unit of a currency was worth. */
    Company rate(String day, String of, String in, String rate) {
        put("/v1/fx-rates/" + day, Map.of("base", of, "rates", Map.of(in, rate)));
        return this;
    }

    /** Loads rows of periods that count as known when they were. */
    Company history(List<String> columns, List<List<String>> rows) {
        Path file = Table.write(columns, rows);
        assertThat(api.importFile("subscription_period", Table.byName(true), file, "&history=true")
                        .path("rows_accepted")
                        .asInt())
                .isEqualTo(rows.size());
        told++;
        return this;
    }

    void put(String path, Object body) {
        api.put(path, body).ok();
        told++;
    }

    void post(String path, Object body) {
        api.post(path, body).ok();
        told++;
    }

    void delete(String path) {
        assertThat(api.delete(path).status()).isEqualTo(204);
        told++;
    }

    /** Something that must not be taken. */
    Answer refuses(String path, Object body) {
        return api.put(path, body).isProblem(400);
    }

    /** Changes the tenant's own record; what follows from it is waited for by who asks. */
    void decides(String body) {
        api.send("PATCH", "/v1/tenant", "application/json", body).ok();
    }

    /** Stripe, connected to this tenant. */
    Stripe stripe() {
        return Stripe.connect(suite, api);
    }

    /** The figures, which know everything that was told until now. */
    Ledger ledger() {
        if (known < told) {
            String last = "told-" + told;
            account(last);
            Wait.passes(SOON, () -> api.get("/v1/accounts/" + last + "/mrr").ok());
            known = told;
        }
        return new Ledger(api, currency);
    }
}
