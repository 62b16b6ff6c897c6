package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.usage.event.UsageEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an account ran into what its plan does not include: events {@code limit.gated}.
 *
 * @param usualGated28 in 28 days of the baseline; null without a baseline
 * @param gatedFeatures28 the features that were tried
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Limits(
        @JsonProperty("gated_28") long gated28,
        @JsonProperty("usual_gated_28") @Nullable Double usualGated28,
        @JsonProperty("gated_features_28") List<String> gatedFeatures28) {

    static Limits of(List<Thing> things, int knownDays) {
        Thing gated = Thing.named(things, Thing.GATED);
        List<String> features = things.stream()
                .filter(thing -> thing.name().equals(Thing.GATED) && thing.events() > 0)
                .map(Thing::feature)
                .filter(feature -> !feature.equals(UsageEvent.NONE))
                .sorted(Thing.ORDER)
                .toList();
        return new Limits(gated.events(), Windows.usual(gated.eventsBefore(), knownDays), features);
    }
}
