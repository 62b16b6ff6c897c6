package dev.keizoku.health.run;

import dev.keizoku.health.expansion.Expansion;
import dev.keizoku.health.play.PlayRules;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.signal.rule.SignalRules;
import dev.keizoku.health.stage.StageMachine;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for every account of a run, decided once when the run starts.
 *
 * @param usageFlows whether the tenant sent events lately
 * @param supportFlows whether the tenant sent tickets lately
 * @param beforeDay the day of the run before, whose bands this one remembers; null when there was none lately
 * @param trendDay the day the trend compares with; null when there was none
 * @param featureReleases when features were released, where the catalogue says
 * @param signals looks for signs of leaving by that version of the tenant's settings
 * @param expansion says what may be proposed by that version of the settings for it
 * @param plays what plays open by
 */
record RunContext(
        TenantId tenant,
        UUID run,
        LocalDate day,
        Instant knownAt,
        ZoneId zone,
        int scorecardVersion,
        Scorer scorer,
        StageMachine stages,
        boolean usageFlows,
        boolean supportFlows,
        @Nullable LocalDate beforeDay,
        @Nullable LocalDate trendDay,
        Map<String, LocalDate> featureReleases,
        int signalSettingsVersion,
        SignalRules signals,
        int expansionSettingsVersion,
        Expansion expansion,
        PlayRules plays) {

    TouchpointTallies.AsOf asOf() {
        return new TouchpointTallies.AsOf(day, zone, knownAt);
    }
}
