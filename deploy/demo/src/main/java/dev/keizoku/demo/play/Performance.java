package dev.keizoku.demo.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.demo.company.Behaviour;
import dev.keizoku.demo.company.Billing;
import dev.keizoku.demo.company.Company;
import dev.keizoku.demo.company.Tier;
import dev.keizoku.demo.company.Touchpoint;
import dev.keizoku.demo.console.Console;
import dev.keizoku.demo.console.Progress;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import dev.keizoku.demo.http.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells Keizoku everything that happened in the company, through the public API alone. */
public final class Performance {

    /** The one currency of the company. */
    public static final String CURRENCY = "USD";

    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NDJSON = "application/x-ndjson";

    private final Company company;
    private final Console console;

    public Performance(Company company, Console console) {
        this.company = company;
        this.console = console;
    }

    /** Plays the company for a new tenant and returns it, with metrics caught up and health scored. */
    public Tenant play(Api operator) {
        var story = company.story();
        var tenant = Tenant.create(operator, story.zone(), CURRENCY);
        var api = tenant.api();
        var rows = new Rows(story.zone(), CURRENCY);
        var imports = new Imports(api);
        console.line("  Tenant %s, time zone %s, %s".formatted(tenant.name(), story.zone(), CURRENCY));
        console.step("Plans", progress -> plans(api));
        console.step(
                "Accounts",
                progress -> imports.run(
                        "account",
                        new Upload("accounts.csv", "text/csv", Rows.accounts(company.seen()), mapping("accounts.json")),
                        progress));
        console.step(
                "Subscriptions",
                progress -> imports.run(
                        "subscription_change",
                        new Upload("changes.ndjson", NDJSON, rows.changes(company.changes()), mapping("rows.json")),
                        progress));
        console.step(
                "Tickets, surveys",
                progress -> imports.run(
                        "touchpoint",
                        new Upload("touchpoints.ndjson", NDJSON, rows.touchpoints(touchpoints()), mapping("rows.json")),
                        progress));
        console.step("Usage", progress -> new Events(api, company).send(progress));
        console.step("Revenue ledger", progress -> awaitLedger(api, progress));
        console.step("Health scores", progress -> new ScoreRuns(api).run(story.end(), progress));
        return tenant;
    }

    private static String plans(Api api) {
        for (var tier : Tier.values()) {
            api.put("/v1/plans/" + tier.id(), plan(tier));
        }
        return "%d plans, monthly and yearly".formatted(Tier.values().length);
    }

    private static ObjectNode plan(Tier tier) {
        var plan = JsonNodeFactory.instance
                .objectNode()
                .put("name", tier.title())
                .put("product", "Demo")
                .put("tier_rank", tier.rank())
                .put("public", true);
        tier.coreFeatures().forEach(plan.putArray("core_features")::add);
        var prices = plan.putArray("prices");
        for (var billing : Billing.values()) {
            var price = prices.addObject();
            price.putObject("amount")
                    .put(
                            "amount",
                            BigDecimal.valueOf(tier.seatCents(billing), 2).toPlainString())
                    .put("currency", CURRENCY);
            price.put("interval", billing.interval()).put("interval_count", 1);
        }
        return plan;
    }

    private Stream<Touchpoint> touchpoints() {
        var story = company.story();
        var behaviour = new Behaviour(story);
        return story.firstDay()
                .datesUntil(story.end().plusDays(1))
                .flatMap(day -> company.seen().flatMap(customer -> behaviour.touchpoints(customer, day).stream()));
    }

    private static String awaitLedger(Api api, Progress progress) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var ledger = api.get("/v1/ledger");
            var applied = ledger.path("applied").asLong();
            var head = ledger.path("head").asLong();
            if (applied > 0 && applied >= head) {
                return String.format(Locale.ROOT, "%,d changes applied", applied);
            }
            if (System.nanoTime() > deadline) {
                throw new ApiFailure(200, "GET /v1/ledger does not catch up: " + ledger);
            }
            progress.at(applied, head, "changes");
            Api.pause(POLL);
        }
    }

    private static String mapping(String name) {
        try (var resource = Performance.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
