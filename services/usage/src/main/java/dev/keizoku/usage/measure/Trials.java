package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Features an account has tried: used in 28 days and not in the 56 days before them.
 *
 * @param tried28 those of the last 28 days
 * @param usual how many it tried in each of the three 28 days before, on average over those whose 56 days before are
 *     known; null when none is
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Trials(
        @JsonProperty("tried_28") List<String> tried28,
        @Nullable Double usual) {

    /** Windows before the last 28 days, each with its own 56 before it: {@link Windows#HISTORY} in all. */
    private static final int EARLIER = 3;

    private static final int BITS = 0b111;
    private static final int ONLY_NOW = 0b001;

    static Trials of(SortedMap<String, Thing> features, int knownDays) {
        List<String> now = new ArrayList<>();
        features.forEach((feature, thing) -> {
            if (tried(thing, 0)) {
                now.add(feature);
            }
        });
        int windows = 0;
        int tried = 0;
        for (int window = 1; window <= EARLIER; window++) {
            if (knownDays >= Windows.RECENT * (window + 1) + Windows.BASELINE) {
                windows++;
                for (Thing thing : features.values()) {
                    tried += tried(thing, window) ? 1 : 0;
                }
            }
        }
        return new Trials(now, windows == 0 ? null : Statistics.rounded((double) tried / windows));
    }

    private static boolean tried(Thing thing, int window) {
        return (thing.windows() >> window & BITS) == ONLY_NOW;
    }
}
