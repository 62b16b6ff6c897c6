package dev.keizoku.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keizoku.kernel.CallerId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Stands in for subscriptions, usage and metrics, tenant by tenant, and breaks when it is told to. */
public final class Upstreams {

    private static final Map<String, Tenant> TENANTS = new ConcurrentHashMap<>();
    private static final int WHOLE = Integer.MAX_VALUE;

    private static @Nullable HttpServer server;

    private Upstreams() {}

    private record Later(String day, String row) {}

    /** What the services know of a tenant. */
    public static final class Tenant {

        private final SortedMap<String, String> facts = new ConcurrentSkipListMap<>(CallerId.BYTEWISE);
        private final Map<String, Later> later = new ConcurrentHashMap<>();
        private final SortedMap<String, String> measures = new ConcurrentSkipListMap<>(CallerId.BYTEWISE);
        private final SortedMap<String, String> balances = new ConcurrentSkipListMap<>(CallerId.BYTEWISE);
        private final SortedMap<String, String> meters = new ConcurrentSkipListMap<>(CallerId.BYTEWISE);
        private final SortedMap<String, String> features = new ConcurrentSkipListMap<>();
        private final SortedMap<String, String> plans = new ConcurrentSkipListMap<>();
        private final List<String> uses = new CopyOnWriteArrayList<>();
        private final Map<String, String> metrics = new ConcurrentHashMap<>();
        private final List<String> people = new CopyOnWriteArrayList<>();
        private final List<String> changes = new CopyOnWriteArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private volatile int factsBefore = WHOLE;
        private volatile int measuresBefore = WHOLE;
        private volatile boolean usageDown;
        private volatile boolean metricsDown;
        private volatile boolean ratesMissing;
        private volatile boolean usageFlows = true;

        /** What is a fact of the account from that day on, instead of what is before. */
        public Tenant factFrom(String day, String account, String fields) {
            later.put(account, new Later(day, "{\"account_id\": \"" + account + "\", " + oneLine(fields) + "}"));
            return this;
        }

        private SortedMap<String, String> factsOf(String day) {
            SortedMap<String, String> then = new TreeMap<>(facts);
            later.forEach((account, fact) -> {
                if (day.compareTo(fact.day()) >= 0) {
                    then.put(account, fact.row());
                }
            });
            return then;
        }

        /** A paying account with four core features. */
        public Tenant account(String account) {
            return fact(account, """
                    "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                    "external_ids": {"crm": "x-%s"}, "name": "Account %s", "plan_ids": ["pro"]
                    """.formatted(account, account));
        }

        public Tenant fact(String account, String fields) {
            facts.put(account, "{\"account_id\": \"" + account + "\", " + oneLine(fields) + "}");
            return this;
        }

        public Tenant usage(String account, String lastLogin, int activeDays, String... features) {
            String used = features.length == 0 ? "" : "\"" + String.join("\", \"", features) + "\"";
            return measure(account, """
                    {"last_login_on": "%s", "first_seen_on": "2025-01-01", "active_days_7": 1, "active_days_28": %d,
                     "features_used_28": [%s], "events_28": 9}
                    """.formatted(lastLogin, activeDays, used));
        }

        /** Fields of a line of usage measures. */
        public Tenant measure(String account, String json) {
            measures.put(account, AccountDays.usageLine(account, json));
            return this;
        }

        public Tenant balance(String account, String mrr, String before) {
            balances.put(account, oneLine("""
                    {"account_id": "%s", "currency": "JPY", "mrr": %s, "mrr_30_days_before": %s,
                     "mrr_90_days_before": %s, "last_expansion_on": null, "last_contraction_on": null}
                    """.formatted(account, mrr, before, before)));
            return this;
        }

        /** What the account has used of a limit. */
        public Tenant meter(String account, String limit, String value) {
            meters.put(account, oneLine("""
                    {"account_id": "%s", "meters": [{"meter_id": "m", "limit": "%s", "aggregation": "last",
                     "period": "month", "from": "2026-01-01", "to": "2026-02-01", "value": %s}]}
                    """.formatted(account, limit, value)));
            return this;
        }

        /** A plan for sale by the month, with features as JSON. */
        public Tenant plan(String plan, int rank, String price, String features) {
            return catalogue(plan, rank, price, features, false);
        }

        public Tenant addOn(String plan, String price, String features) {
            return catalogue(plan, 0, price, features, true);
        }

        private Tenant catalogue(String plan, int rank, String price, String features, boolean addOn) {
            plans.put(plan, """
                    {"plan_id": "%s", "name": "%s", "product": "suite", "tier_rank": %d, "public": true, "legacy": false,
                     "add_on": %s, "axes": {}, "limits": {}, "features": %s, "core_features": [], "warnings": [],
                     "prices": [{"amount": {"amount": "%s", "currency": "JPY"}, "interval": "month",
                       "interval_count": 1, "metered": false}]}
                    """.formatted(plan, plan, rank, addOn, features, price));
            return this;
        }

        public Tenant feature(String feature, String releasedAt) {
            features.put(feature, """
                    {"feature_id": "%s", "name": "%s", "product": "suite", "released_at": "%s", "plan_ids": []}
                    """.formatted(feature, feature, releasedAt));
            return this;
        }

        /** A row of use, told to whoever asks for that of one account. */
        public Tenant use(String row) {
            uses.add(row);
            return this;
        }

        /** The points of a metric. */
        public Tenant metric(String metric, String points) {
            metrics.put(metric, oneLine(points));
            return this;
        }

        /** Somebody at every account. */
        public Tenant person(String row) {
            people.add(row);
            return this;
        }

        /** A change of a subscription, as the feed tells it. */
        public Tenant change(String account, String kind) {
            changes.add("{\"seq\": %d, \"type\": \"subscription_change\", \"kind\": \"%s\", \"account_id\": \"%s\"}"
                    .formatted(changes.size() + 1, kind, account));
            return this;
        }

        public Tenant metricsDown(boolean down) {
            metricsDown = down;
            return this;
        }

        /** Lets metrics work out nothing, for want of exchange rates. */
        public Tenant ratesMissing(boolean missing) {
            ratesMissing = missing;
            return this;
        }

        public Tenant without(String account) {
            facts.remove(account);
            measures.remove(account);
            balances.remove(account);
            meters.remove(account);
            return this;
        }

        /** Lets the usage stream break off after so many rows; from now on until it is mended. */
        public Tenant breakUsageAfter(int rows) {
            measuresBefore = rows;
            return this;
        }

        public Tenant breakFactsAfter(int rows) {
            factsBefore = rows;
            return this;
        }

        public Tenant usageDown(boolean down) {
            usageDown = down;
            return this;
        }

        public Tenant usageFlows(boolean flows) {
            usageFlows = flows;
            return this;
        }

        public Tenant mend() {
            factsBefore = WHOLE;
            measuresBefore = WHOLE;
            usageDown = false;
            metricsDown = false;
            return this;
        }

        /** The queries of the account streams so far. */
        public List<String> asked() {
            synchronized (asked) {
                return List.copyOf(asked);
            }
        }

        private static String oneLine(String text) {
            return text.replace('\n', ' ').strip();
        }
    }

    /** The tenant as the services know it; starts them when they are not up yet. */
    public static Tenant of(String tenant) {
        start();
        return TENANTS.computeIfAbsent(tenant, name -> new Tenant());
    }

    private static synchronized void start() {
        int port = URI.create(ConfigProvider.getConfig().getValue("keizoku.usage.url", String.class))
                .getPort();
        if (server != null && server.getAddress().getPort() == port) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/account-facts", exchange -> {
            Tenant tenant = tenant(exchange);
            synchronized (tenant.asked) {
                tenant.asked.add(exchange.getRequestURI().getRawQuery());
            }
            String day = exchange.getRequestURI().getQuery().replaceAll(".*day=([0-9-]+).*", "$1");
            stream(exchange, tenant.factsOf(day), tenant.factsBefore);
        });
        server.createContext("/v1/measures", exchange -> {
            Tenant tenant = tenant(exchange);
            if (tenant.usageDown) {
                answer(exchange, 503, "{}");
            } else {
                stream(exchange, tenant.measures, tenant.measuresBefore);
            }
        });
        server.createContext("/v1/account-balances", exchange -> {
            Tenant tenant = tenant(exchange);
            if (tenant.metricsDown) {
                answer(exchange, 503, "{}");
            } else {
                stream(exchange, tenant.balances, WHOLE);
            }
        });
        server.createContext("/v1/meter-values", exchange -> stream(exchange, tenant(exchange).meters, WHOLE));
        server.createContext(
                "/v1/plans",
                exchange -> answer(exchange, 200, """
                {"data": [%s], "next_cursor": null, "has_more": false}
                """.formatted(
                                String.join(", ", tenant(exchange).plans.values()))));
        server.createContext(
                "/v1/features",
                exchange -> answer(exchange, 200, """
                {"data": [%s], "next_cursor": null, "has_more": false}
                """.formatted(
                                String.join(", ", tenant(exchange).features.values()))));
        server.createContext("/v1/feed-heads", exchange -> {
            String heads = TENANTS.entrySet().stream()
                    .map(each -> "{\"tenant\": \"%s\", \"head\": %d}"
                            .formatted(each.getKey(), each.getValue().changes.size()))
                    .collect(Collectors.joining(", "));
            answer(exchange, 200, "{\"data\": [" + heads + "]}");
        });
        server.createContext("/v1/subscription-changes", exchange -> {
            List<String> changes = tenant(exchange).changes;
            int after = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
            answer(exchange, 200, """
                    {"data": [%s], "next_after": %d, "head": %d, "has_more": false}
                    """.formatted(
                            String.join(", ", changes.subList(after, changes.size())), changes.size(), changes.size()));
        });
        server.createContext(
                "/v1/accounts/",
                exchange -> answer(exchange, 200, """
                {"data": [%s], "next_cursor": null, "has_more": false}
                """.formatted(String.join(", ", tenant(exchange).people))));
        server.createContext("/v1/metrics/", exchange -> {
            Tenant tenant = tenant(exchange);
            String metric = exchange.getRequestURI().getPath().substring("/v1/metrics/".length());
            answer(
                    exchange,
                    tenant.metricsDown ? 503 : tenant.ratesMissing ? 422 : 200,
                    "{\"series\": [{\"points\": [" + tenant.metrics.getOrDefault(metric, "") + "]}]}");
        });
        server.createContext("/v1/usage", exchange -> {
            Tenant tenant = tenant(exchange);
            if (exchange.getRequestURI().getQuery().contains("account_id=")) {
                answer(exchange, tenant.usageDown ? 503 : 200, "{\"data\": [" + String.join(", ", tenant.uses) + "]}");
                return;
            }
            int count = tenant.usageFlows ? 5 : 0;
            LocalDate day = LocalDate.of(2026, 1, 1);
            answer(exchange, tenant.usageDown ? 503 : 200, """
                    {"data": [{"from": "%s", "to": "%s", "count": %d, "sum": "5"}]}
                    """.formatted(day, day.plusDays(1), count));
        });
        server.start();
    }

    private static Tenant tenant(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization").split("\\.", 3)[1];
        String claims = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        return TENANTS.computeIfAbsent(
                new ObjectMapper().readTree(claims).path("tenant").asText(), name -> new Tenant());
    }

    private static void stream(HttpExchange exchange, SortedMap<String, String> rows, int before) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            int sent = 0;
            for (String row : rows.values()) {
                if (sent == before) {
                    return;
                }
                out.write((row + "\n").getBytes(StandardCharsets.UTF_8));
                sent++;
            }
            if (before > sent) {
                out.write(("{\"end\":true,\"count\":" + sent + "}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
