package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What health reads of the other services, as the tenant's own caller. */
@ApplicationScoped
public class AccountStreams {

    private static final int FLOW_DAYS = 7;

    private final Upstream upstream;
    private final ObjectMapper mapper;
    private final String subscriptionsUrl;
    private final String usageUrl;

    AccountStreams(
            Upstream upstream,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.subscriptions.url", defaultValue = "http://127.0.0.1:8081")
                    String subscriptionsUrl,
            @ConfigProperty(name = "keizoku.usage.url", defaultValue = "http://127.0.0.1:8082") String usageUrl) {
        this.upstream = upstream;
        this.mapper = mapper;
        this.subscriptionsUrl = subscriptionsUrl;
        this.usageUrl = usageUrl;
    }

    /** The accounts of a slice joined with their usage. */
    public AccountJoin join(TenantId tenant, StreamSlice slice) {
        InputStream facts = upstream.open(
                "subscriptions", subscriptionsUrl, "/v1/account-facts", tenant, "internal", slice.query());
        try {
            Map<String, @Nullable String> query = slice.query();
            query.put("only", "activity");
            InputStream measures = upstream.open("usage", usageUrl, "/v1/measures", tenant, "internal", query);
            return new AccountJoin(
                    new NdjsonReader<>(facts, mapper, AccountFact.class),
                    new NdjsonReader<>(measures, mapper, UsageMeasure.class),
                    slice);
        } catch (IOException broken) {
            close(facts);
            throw new UpstreamFailure("usage", "the streams broke off at their start", broken);
        } catch (UpstreamFailure failed) {
            close(facts);
            throw failed;
        }
    }

    /** Whether the tenant sent any event in the week that ends with the day; if not, silence says nothing. */
    public boolean usageFlows(TenantId tenant, LocalDate day, Instant knownAt) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("from", day.minusDays(FLOW_DAYS - 1L).toString());
        query.put("to", day.plusDays(1).toString());
        query.put("interval", "day");
        query.put("known_at", knownAt.toString());
        try (InputStream body = upstream.open("usage", usageUrl, "/v1/usage", tenant, "usage:read", query)) {
            for (JsonNode row : mapper.readTree(body).path("data")) {
                if (row.path("count").asLong() > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException broken) {
            throw new UpstreamFailure("usage", "usage broke off its answer", broken);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException alreadyGone) {
            // It was only read from.
        }
    }
}
