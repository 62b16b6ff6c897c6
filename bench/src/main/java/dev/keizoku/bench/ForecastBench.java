package dev.keizoku.bench;

import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** How far off forecasts of MRR would have been on two real companies, beside carrying the last month forward. */
final class ForecastBench implements Bench.Scenario {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<Integer> HORIZONS = List.of(1, 3, 6);
    private static final String MAPPING = """
            {"format": "csv", "create_missing": true, "fields": {
              "subscription_id": {"column": "subscription_id"},
              "account_id": {"column": "customer_id"},
              "plan_id": {"column": "plan"},
              "start": {"column": "start_date"},
              "end": {"column": "end_date", "when_empty": "omit"},
              "amount": {"column": "monthly_amount"},
              "currency": {"constant": "USD"},
              "interval": {"constant": "month"}}}
            """;

    /** A company's history, and the day its log ends before. */
    private record Company(String name, String knownUntil) {

        Path file() {
            var data = Objects.requireNonNullElse(System.getenv("KEIZOKU_SHARED_DATA"), "../shared/data");
            return Path.of(data).resolve("theventurecity/" + name + "_subscriptions_dev.csv");
        }
    }

    private static final List<Company> COMPANIES =
            List.of(new Company("saas", "2024-04-01"), new Company("consumer", "2024-04-01"));

    @Override
    public Result run(Path checkout, boolean full) throws IOException {
        for (var company : COMPANIES) {
            if (Files.notExists(company.file())) {
                throw new BenchFailure("No history at " + company.file() + "; set KEIZOKU_SHARED_DATA.");
            }
        }
        try (var suite = BenchSuite.start(checkout)) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var result = Result.of("forecast");
            for (var company : COMPANIES) {
                result = ask(Api.at(suite.url(), suite.tenant(company.name())), company, result);
            }
            return result;
        }
    }

    private static Result ask(Api api, Company company, Result result) throws IOException {
        new BulkImport(api).run("subscription_period", "text/csv", Files.readAllBytes(company.file()), MAPPING);
        awaitLedger(api);
        var forecast = api.get("/v1/metrics/forecast?months=6&as_of=" + company.knownUntil());
        var more = result;
        for (int horizon : HORIZONS) {
            var test = forecast.path("back_test").path(horizon - 1);
            var error = test.path("error").asDouble();
            var naive = test.path("naive_error").asDouble();
            Bench.say(
                    "%s, %d months ahead: off by %.1f %%, the last month carried forward by %.1f %%",
                    company.name(), horizon, error * 100, naive * 100);
            more = more.with("%s_%dm".formatted(company.name(), horizon), error / naive, 2);
        }
        return more;
    }

    private static void awaitLedger(Api api) {
        var started = System.nanoTime();
        var ledger = api.get("/v1/ledger");
        while (ledger.path("applied").asLong() == 0 || ledger.path("lag").asLong() > 0) {
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchFailure("The ledger does not catch up: " + ledger);
            }
            Api.pause(POLL);
            ledger = api.get("/v1/ledger");
        }
    }
}
