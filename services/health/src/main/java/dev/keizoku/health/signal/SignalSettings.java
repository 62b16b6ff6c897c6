package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.keizoku.health.version.DocumentKind;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How signs of leaving are looked for and weighed. A version never changes; a change is the next version.
 *
 * @param signals one for each type, in the order of the types
 */
public record SignalSettings(RiskLevels riskLevels, List<Setting> signals) {

    /** What a tenant starts with. */
    public static final SignalSettings DEFAULT = new SignalSettings(
            new RiskLevels(new BigDecimal("0.3"), new BigDecimal("0.6")),
            Stream.of(SignalType.values()).map(Setting::initial).toList());

    /** A tenant's settings, version by version. */
    public static final DocumentKind<SignalSettings> KIND =
            new DocumentKind<>("signal_settings", "signal settings", SignalSettings.class, DEFAULT);

    /** Kept ones may speak of fewer types than there are by now. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SignalSettings of(SignalSettingsBody body) {
        return body.toSettings();
    }

    /** Where medium and high risk begin. */
    public record RiskLevels(BigDecimal medium, BigDecimal high) {

        RiskLevel of(BigDecimal risk) {
            if (risk.compareTo(high) >= 0) {
                return RiskLevel.HIGH;
            }
            return risk.compareTo(medium) >= 0 ? RiskLevel.MEDIUM : RiskLevel.LOW;
        }
    }

    /**
     * How one sign is looked for and weighed.
     *
     * @param halfLifeDays in how many days its evidence loses half of its force
     * @param thresholds every one the type has
     */
    public record Setting(
            SignalType type,
            boolean enabled,
            BigDecimal weight,
            BigDecimal halfLifeDays,
            SortedMap<String, BigDecimal> thresholds) {

        static Setting initial(SignalType type) {
            return new Setting(
                    type, type.enabled(), type.weight(), BigDecimal.valueOf(type.halfLifeDays()), type.thresholds());
        }

        public double at(String threshold) {
            BigDecimal value = thresholds.get(threshold);
            if (value == null) {
                throw new IllegalArgumentException(type + " has no threshold " + threshold + ".");
            }
            return value.doubleValue();
        }

        public int days(String threshold) {
            return (int) at(threshold);
        }
    }

    /** The settings by type, for those who look at many accounts. */
    public Map<SignalType, Setting> byType() {
        return signals.stream()
                .collect(Collectors.toMap(
                        Setting::type, Function.identity(), (one, same) -> one, () -> new EnumMap<>(SignalType.class)));
    }
}
