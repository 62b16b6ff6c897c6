package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures of metrics, month by month. */
@ApplicationScoped
public class MetricSeries {

    private final AccountStreams streams;

    MetricSeries(AccountStreams streams) {
        this.streams = streams;
    }

    /** A figure, of whichever kind; neither where it is undefined. */
    public record Value(
            @Nullable BigDecimal number, @Nullable Money money) {

        public static final Value NONE = new Value(null, null);

        static Value of(JsonNode value) {
            if (value.isNumber()) {
                return new Value(value.decimalValue(), null);
            }
            return value.isObject()
                    ? new Value(
                            null,
                            new Money(
                                    new BigDecimal(value.path("amount").asText()),
                                    Currency.getInstance(value.path("currency").asText())))
                    : NONE;
        }
    }

    /**
     * The figures of the months from one until before another, by their first day; none when metrics cannot work them out,
     * as without the exchange rates it takes.
     *
     * @throws UpstreamFailure when metrics cannot be read from
     */
    public Map<LocalDate, Value> monthly(TenantId tenant, String metric, LocalDate from, LocalDate to) {
        Map<String, @Nullable String> query = Map.of("from", from.toString(), "to", to.toString(), "interval", "month");
        Map<LocalDate, Value> values = new TreeMap<>();
        for (JsonNode series : document(tenant, metric, query).path("series")) {
            for (JsonNode point : series.path("points")) {
                values.put(LocalDate.parse(point.path("from").asText()), Value.of(point.path("value")));
            }
        }
        return values;
    }

    private JsonNode document(TenantId tenant, String metric, Map<String, @Nullable String> query) {
        try {
            return streams.document("metrics", "/v1/metrics/" + metric, tenant, "metrics:read", query);
        } catch (UpstreamFailure failure) {
            if (failure.cannotBeWorkedOut()) {
                return MissingNode.getInstance();
            }
            throw failure;
        }
    }
}
