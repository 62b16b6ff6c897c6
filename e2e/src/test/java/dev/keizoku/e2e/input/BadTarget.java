package dev.keizoku.e2e.input;

import dev.keizoku.e2e.suite.Member;
import java.util.Optional;

/** Where the rows are said to each service: in the place of what in which good request. */
enum BadTarget {
    SUBSCRIPTIONS(
            Member.SUBSCRIPTIONS,
            new Place(
                    "PUT /v1/accounts/bad-input",
                    "{\"name\":\"Acme\",\"attributes\":{\"seats\":12}}",
                    "\"Acme\"",
                    "/name"),
            new Place(
                    "PUT /v1/subscriptions/bad-input",
                    "{\"account_id\":\"acme\",\"plan_id\":\"pro\",\"quantity\":12,\"currency\":\"USD\",\"interval\":\"month\",\"kind\":\"start\",\"effective_at\":\"2026-03-01T00:00:00Z\"}",
                    "12",
                    "/quantity"),
            new Place(
                    "PUT /v1/features/bad-input",
                    "{\"name\":\"API\",\"product\":\"suite\",\"released_at\":\"2026-03-01T00:00:00Z\"}",
                    "\"2026-03-01T00:00:00Z\"",
                    "/released_at"),
            "\"\"",
            "/v1/accounts",
            "/v1/accounts?as_of=",
            "GET /v1/fx-rates/{date}"),
    USAGE(
            Member.USAGE,
            new Place(
                    "PUT /v1/meters/bad_input",
                    "{\"description\":\"Acme\",\"event_names\":[\"x\"],\"aggregation\":\"count\"}",
                    "\"Acme\"",
                    "/description"),
            new Place("POST /v1/events", "{\"type\":\"x\",\"account_id\":\"acme\",\"value\":12}", "12", "/value"),
            new Place(
                    "POST /v1/events",
                    "{\"type\":\"x\",\"account_id\":\"acme\",\"time\":\"2026-03-01T00:00:00Z\"}",
                    "\"2026-03-01T00:00:00Z\"",
                    "/time"),
            "\"" + "d".repeat(5_000) + "\"",
            "/v1/rejected-events",
            "/v1/rejected-events?from=",
            ""),
    METRICS(
            Member.METRICS,
            new Place(
                    "PUT /v1/guide-values",
                    "{\"business_model\":\"b2b\",\"billing_term\":\"year\",\"data\":[{\"id\":\"nrr\",\"metric\":\"nrr\",\"direction\":\"at_least\",\"ok\":1,\"excellent\":1.2,\"business_model\":null,\"billing_term\":null,\"rate_period\":\"P12M\",\"source\":\"Acme\",\"as_of\":\"2026-11-01\",\"note\":null,\"references\":[]}]}",
                    "\"Acme\"",
                    "/data/0/source"),
            new Place(
                    "PUT /v1/targets/nrr",
                    "{\"direction\":\"at_least\",\"stages\":[{\"from\":\"2026-01-01\",\"to\":\"2026-04-01\",\"value\":12}]}",
                    "12",
                    "/stages/0/value"),
            new Place(
                    "PUT /v1/targets/nrr",
                    "{\"direction\":\"at_least\",\"stages\":[{\"from\":\"2026-01-01\",\"to\":\"2026-04-01\",\"value\":12}]}",
                    "\"2026-01-01\"",
                    "/stages/0/from"),
            "\"\"",
            "/v1/metrics/movements",
            "/v1/metrics/movements?as_of=",
            "GET /v1/costs/{month}"),
    HEALTH(
            Member.HEALTH,
            new Place(
                    "POST /v1/accounts/bad-input/health-overrides",
                    "{\"kind\":\"cap\",\"value\":12,\"reason_code\":\"early_warning\",\"note\":\"Acme\"}",
                    "\"Acme\"",
                    "/note"),
            new Place(
                    "POST /v1/accounts/bad-input/health-overrides",
                    "{\"kind\":\"cap\",\"value\":12,\"reason_code\":\"early_warning\"}",
                    "12",
                    "/value"),
            new Place(
                    "POST /v1/accounts/bad-input/health-overrides",
                    "{\"kind\":\"cap\",\"value\":12,\"reason_code\":\"early_warning\",\"expires_at\":\"2030-03-01T00:00:00Z\"}",
                    "\"2030-03-01T00:00:00Z\"",
                    "/expires_at"),
            "\"" + "n".repeat(5_000) + "\"",
            "/v1/health-scores",
            "/v1/health-scores?updated_since=",
            ""),
    GATEWAY(
            Member.GATEWAY,
            new Place("POST /v1/api-keys", "{\"name\":\"Acme\",\"scopes\":[\"usage:read\"]}", "\"Acme\"", "/name"),
            new Place(
                    "POST /v1/browser-tokens",
                    "{\"account_id\":\"acme\",\"user_id\":\"u-7\",\"expires_in_seconds\":120}",
                    "120",
                    "/expires_in_seconds"),
            new Place(
                    "POST /v1/api-keys",
                    "{\"name\":\"key\",\"scopes\":[\"usage:read\"],\"expires_at\":\"2030-03-01T00:00:00Z\"}",
                    "\"2030-03-01T00:00:00Z\"",
                    "/expires_at"),
            "\"\"",
            "/v1/api-keys",
            "/v1/audit-log?from=",
            "");

    /**
     * A good request, and what in it gives way to something bad.
     *
     * @param pointer where that stands
     */
    record Place(String line, String body, String good, String pointer) {

        String with(String bad) {
            if (!body.contains(good)) {
                throw new IllegalArgumentException(good + " is not in " + body);
            }
            return body.replace(good, bad);
        }
    }

    private final Member member;
    private final Place text;
    private final Place number;
    private final Place time;
    private final String brokenText;
    private final String list;
    private final String times;
    private final String typedPath;

    BadTarget(
            Member member,
            Place text,
            Place number,
            Place time,
            String brokenText,
            String list,
            String times,
            String typedPath) {
        this.member = member;
        this.text = text;
        this.number = number;
        this.time = time;
        this.brokenText = brokenText;
        this.list = list;
        this.times = times;
        this.typedPath = typedPath;
    }

    Member member() {
        return member;
    }

    Place text() {
        return text;
    }

    Place number() {
        return number;
    }

    /** A time; a date where the service is told no times. */
    Place time() {
        return time;
    }

    /** A text that is none of those the rules of the field allow. */
    String brokenText() {
        return brokenText;
    }

    String list() {
        return list;
    }

    /** A list by a time, up to the time itself. */
    String times() {
        return times;
    }

    /** The name of the parameter there. */
    String timeName() {
        return times.substring(times.indexOf('?'), times.indexOf('='));
    }

    /** A method and a path with a date or a number in it; empty when there are only ids in the paths of the service. */
    Optional<String> typedPath() {
        return typedPath.isEmpty() ? Optional.empty() : Optional.of(typedPath);
    }
}
