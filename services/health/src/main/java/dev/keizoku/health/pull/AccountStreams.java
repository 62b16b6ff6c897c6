package dev.keizoku.health.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What health reads of the other services, as the tenant's own caller. */
@ApplicationScoped
public class AccountStreams {

    private static final int FLOW_DAYS = 7;

    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String USAGE = "usage";
    private static final String METRICS = "metrics";

    private final Upstream upstream;
    private final ObjectMapper mapper;
    private final Map<String, String> urls;

    AccountStreams(
            Upstream upstream,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.subscriptions.url", defaultValue = "http://127.0.0.1:8081")
                    String subscriptionsUrl,
            @ConfigProperty(name = "keizoku.usage.url", defaultValue = "http://127.0.0.1:8082") String usageUrl,
            @ConfigProperty(name = "keizoku.metrics.url", defaultValue = "http://127.0.0.1:8083") String metricsUrl) {
        this.upstream = upstream;
        this.mapper = mapper;
        this.urls = Map.of(SUBSCRIPTIONS, subscriptionsUrl, USAGE, usageUrl, METRICS, metricsUrl);
    }

    /** The accounts of a slice joined with their usage, their balances and what they used of what is limited. */
    public AccountJoin join(TenantId tenant, StreamSlice slice) {
        return join(tenant, slice, slice.day());
    }

    /** The same with use as of another day: one that is over, while the day of the slice is under way. */
    public AccountJoin join(TenantId tenant, StreamSlice slice, LocalDate usageDay) {
        Opened opened = new Opened(tenant);
        try {
            return new AccountJoin(
                    opened.rows(SUBSCRIPTIONS, "/v1/account-facts", slice, AccountFact.class, AccountFact::accountId),
                    opened.rows(USAGE, "/v1/measures", slice.on(usageDay), UsageMeasure.class, UsageMeasure::accountId),
                    opened.rows(METRICS, "/v1/account-balances", slice, Balance.class, Balance::accountId),
                    opened.rows(
                            USAGE, "/v1/meter-values", slice.on(usageDay), MeterValues.class, MeterValues::accountId));
        } catch (UpstreamFailure failed) {
            opened.close();
            throw failed;
        }
    }

    /** The streams of one join, which are closed together when one of them cannot be opened. */
    private final class Opened {

        private final TenantId tenant;
        private final List<InputStream> streams = new ArrayList<>();

        Opened(TenantId tenant) {
            this.tenant = tenant;
        }

        <T> SortedRows<T> rows(
                String service, String path, StreamSlice slice, Class<T> type, Function<T, String> account) {
            InputStream stream = upstream.open(service, url(service), path, tenant, "internal", slice.query());
            streams.add(stream);
            try {
                return new SortedRows<>(service, new NdjsonReader<>(stream, mapper, type), account, slice);
            } catch (IOException broken) {
                throw new UpstreamFailure(service, "the stream broke off at its start", broken);
            }
        }

        void close() {
            for (InputStream stream : streams) {
                try {
                    stream.close();
                } catch (IOException alreadyGone) {
                    // It was only read from.
                }
            }
        }
    }

    /** When the tenant's features were released, as its catalogue says now. */
    public Map<String, LocalDate> featureReleases(TenantId tenant, ZoneId zone) {
        Map<String, LocalDate> releases = new HashMap<>();
        for (JsonNode feature : catalogue(tenant, "/v1/features")) {
            if (feature.hasNonNull("released_at")) {
                releases.put(
                        feature.path("feature_id").asText(),
                        Instant.parse(feature.path("released_at").asText())
                                .atZone(zone)
                                .toLocalDate());
            }
        }
        return releases;
    }

    /** The tenant's plans, as its catalogue says now. */
    public List<PlanFact> plans(TenantId tenant) {
        List<PlanFact> plans = new ArrayList<>();
        for (JsonNode plan : catalogue(tenant, "/v1/plans")) {
            try {
                plans.add(mapper.treeToValue(plan, PlanFact.class));
            } catch (JsonProcessingException unreadable) {
                throw new UpstreamFailure(SUBSCRIPTIONS, "a plan cannot be read", unreadable);
            }
        }
        return plans;
    }

    private List<JsonNode> catalogue(TenantId tenant, String path) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, @Nullable String> query = new LinkedHashMap<>();
            query.put("limit", "200");
            query.put("cursor", cursor);
            JsonNode page = document(SUBSCRIPTIONS, path, tenant, "subscriptions:read", query);
            page.path("data").forEach(rows::add);
            cursor = page.path("next_cursor").textValue();
        } while (cursor != null);
        return rows;
    }

    /** Whether the tenant sent any event in the week that ends with the day; if not, silence says nothing. */
    public boolean usageFlows(TenantId tenant, LocalDate day, Instant knownAt) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("from", day.minusDays(FLOW_DAYS - 1L).toString());
        query.put("to", day.plusDays(1).toString());
        query.put("interval", "day");
        query.put("known_at", knownAt.toString());
        for (JsonNode row :
                document(USAGE, "/v1/usage", tenant, "usage:read", query).path("data")) {
            if (row.path("count").asLong() > 0) {
                return true;
            }
        }
        return false;
    }

    JsonNode document(String service, String path, TenantId tenant, String scope, Map<String, @Nullable String> query) {
        try (InputStream body = upstream.open(service, url(service), path, tenant, scope, query)) {
            return mapper.readTree(body);
        } catch (IOException broken) {
            throw new UpstreamFailure(service, service + " broke off its answer", broken);
        }
    }

    private String url(String service) {
        return Objects.requireNonNull(urls.get(service));
    }
}
