package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How use spreads over features, in the recent days and in the baseline. Both are measured by the number of features
 * used in either, so that dropping one shows.
 *
 * @param now null when no feature was used
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Concentration(@Nullable Shares now, @Nullable Shares before) {

    /**
     * The shares of features in an account's use.
     *
     * @param hhi the sum of the squares of the shares: 1 when one feature has it all
     * @param normalised the same between 0 (all equal) and 1; null for a single feature, likewise entropy
     * @param entropy between 0 (one feature has it all) and 1 (all equal)
     * @param effectiveFeatures how many equally used features would be as concentrated
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shares(
            int features,
            double hhi,
            @JsonProperty("hhi_normalised") @Nullable Double normalised,
            @Nullable Double entropy,
            double effectiveFeatures,
            String topFeature,
            double topShare) {}

    static Concentration of(SortedMap<String, Thing> features) {
        int either = 0;
        for (Thing thing : features.values()) {
            either += thing.events() > 0 || thing.eventsBefore() > 0 ? 1 : 0;
        }
        return new Concentration(
                shares(features, Thing::events, either), shares(features, Thing::eventsBefore, either));
    }

    private static @Nullable Shares shares(SortedMap<String, Thing> features, ToLongFunction<Thing> uses, int either) {
        long total = 0;
        for (Thing thing : features.values()) {
            total += uses.applyAsLong(thing);
        }
        if (total == 0) {
            return null;
        }
        int used = 0;
        double squares = 0;
        double entropy = 0;
        double topShare = 0;
        String top = "";
        for (Map.Entry<String, Thing> feature : features.entrySet()) {
            double share = (double) uses.applyAsLong(feature.getValue()) / total;
            if (share > 0) {
                used++;
                squares += share * share;
                entropy -= share * Math.log(share);
            }
            if (share > topShare) {
                topShare = share;
                top = feature.getKey();
            }
        }
        boolean several = either > 1;
        double alike = 1.0 / either;
        return new Shares(
                used,
                Statistics.rounded(squares),
                several ? Statistics.rounded((squares - alike) / (1 - alike)) : null,
                several ? Statistics.rounded(entropy / Math.log(either)) : null,
                Statistics.rounded(1 / squares),
                top,
                Statistics.rounded(topShare));
    }
}
