package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much an account has used of each of its tenant's meters in the period of the meter so far. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MeterValues(String accountId, List<Meter> meters) {

    public MeterValues {
        meters = Absent.empty(meters);
    }

    /**
     * A meter.
     *
     * @param limit the limit of plans it is held against
     * @param value null when nothing is known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Meter(String limit, @Nullable BigDecimal value) {}

    /** The values by the limit they are held against; of several meters of one limit the highest. */
    Map<String, BigDecimal> byLimit() {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (Meter meter : meters) {
            if (meter.value() != null) {
                values.merge(meter.limit(), meter.value(), BigDecimal::max);
            }
        }
        return values;
    }
}
