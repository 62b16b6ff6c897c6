package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much an account takes out: events {@code export.created} and {@code api.read}.
 *
 * @param usualExports28 in 28 days of the baseline; null without a baseline, likewise the reads
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Outflow(
        @JsonProperty("exports_28") long exports28,
        @JsonProperty("usual_exports_28") @Nullable Double usualExports28,
        @JsonProperty("api_reads_28") long apiReads28,
        @JsonProperty("usual_api_reads_28") @Nullable Double usualApiReads28) {

    static Outflow of(List<Thing> things, int knownDays) {
        Thing exports = Thing.named(things, Thing.EXPORT);
        Thing reads = Thing.named(things, Thing.API_READ);
        return new Outflow(
                exports.events(),
                Windows.usual(exports.eventsBefore(), knownDays),
                reads.events(),
                Windows.usual(reads.eventsBefore(), knownDays));
    }
}
