package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
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

    /** The 28 days, three like them before, and the 56 days before those. */
    static final int DAYS = 6 * Windows.RECENT;

    private static final int EARLIER = 3;
    private static final int BITS = 0b111;
    private static final int ONLY_NOW = 0b001;

    static Trials of(SortedMap<String, Thing> features, int knownDays) {
        List<String> now = features.entrySet().stream()
                .filter(feature -> tried(feature.getValue(), 0))
                .map(Map.Entry::getKey)
                .toList();
        int[] windows = IntStream.rangeClosed(1, EARLIER)
                .filter(window -> knownDays >= Windows.RECENT * (window + 1) + Windows.BASELINE)
                .toArray();
        return new Trials(now, windows.length == 0 ? null : usual(features.values(), windows));
    }

    private static double usual(Collection<Thing> features, int[] windows) {
        long tried = IntStream.of(windows)
                .mapToLong(window ->
                        features.stream().filter(thing -> tried(thing, window)).count())
                .sum();
        return Statistics.rounded((double) tried / windows.length);
    }

    private static boolean tried(Thing thing, int window) {
        return (thing.windows() >> window & BITS) == ONLY_NOW;
    }
}
