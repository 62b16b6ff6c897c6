package dev.keizoku.health.measure;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's accounts have in common on a day.
 *
 * @param usageFlows whether the tenant sent any event lately; if not, silence says nothing
 * @param supportFlows whether the tenant sent any ticket lately
 * @param medianRatio the middle ratio of all accounts' last seven days to their usual ones; null for too few accounts
 * @param featureReleases when features were released, where the catalogue says
 */
public record Fleet(
        boolean usageFlows,
        boolean supportFlows,
        @Nullable Double medianRatio,
        Map<String, LocalDate> featureReleases) {

    public Fleet {
        featureReleases = Map.copyOf(featureReleases);
    }
}
