package dev.keizoku.health.signal;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings as they are sent and kept: what is left out is as every tenant starts. */
record SignalSettingsBody(
        @Nullable @Valid Levels riskLevels,
        @Nullable @Size(max = 100) List<@NotNull @Valid Line> signals) {

    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    /** Where medium and high risk begin. */
    record Levels(
            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal medium,

            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal high) {}

    /** What is said of one sign. */
    record Line(
            @NotNull SignalType type,
            @Nullable Boolean enabled,

            @Nullable @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal weight,

            @Nullable @DecimalMin("1") @DecimalMax("3650") @Digits(integer = 4, fraction = 2) BigDecimal halfLifeDays,

            @Nullable @Size(max = 20) Map<String, @NotNull BigDecimal> thresholds) {}

    /**
     * The settings they make.
     *
     * @throws ProblemException naming what is wrong with them beyond the form of their fields
     */
    SignalSettings checked() {
        List<FieldError> errors = errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return toSettings();
    }

    private List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (riskLevels != null && riskLevels.medium().compareTo(riskLevels.high()) >= 0) {
            errors.add(new FieldError("/risk_levels/high", "not_ascending", "High risk begins above medium."));
        }
        Map<SignalType, Integer> seen = new EnumMap<>(SignalType.class);
        List<Line> lines = signals == null ? List.of() : signals;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (seen.put(line.type(), i) != null) {
                errors.add(new FieldError("/signals/" + i + "/type", "repeated", "Each type is listed once."));
            }
            thresholds(line, "/signals/" + i + "/thresholds/", errors);
        }
        return errors;
    }

    SignalSettings toSettings() {
        Map<SignalType, Line> said = new EnumMap<>(SignalType.class);
        if (signals != null) {
            signals.forEach(line -> said.put(line.type(), line));
        }
        SignalSettings.RiskLevels levels = riskLevels == null
                ? SignalSettings.DEFAULT.riskLevels()
                : new SignalSettings.RiskLevels(plain(riskLevels.medium()), plain(riskLevels.high()));
        return new SignalSettings(
                levels,
                Stream.of(SignalType.values())
                        .map(type -> setting(SignalSettings.Setting.initial(type), said.get(type)))
                        .toList());
    }

    private static void thresholds(Line line, String pointer, List<FieldError> errors) {
        if (line.thresholds() == null) {
            return;
        }
        SortedMap<String, BigDecimal> known = line.type().thresholds();
        line.thresholds().forEach((name, value) -> {
            if (!known.containsKey(name)) {
                errors.add(new FieldError(
                        pointer + name,
                        "unknown_field",
                        known.isEmpty()
                                ? "This type has no thresholds."
                                : "Accepted: " + String.join(", ", known.keySet()) + "."));
            } else if (value.signum() < 0 || value.compareTo(MOST) > 0) {
                errors.add(
                        new FieldError(pointer + name, "invalid_value", "Expected a number from 0 to " + MOST + "."));
            }
        });
    }

    private static SignalSettings.Setting setting(SignalSettings.Setting initial, @Nullable Line said) {
        if (said == null) {
            return initial;
        }
        SortedMap<String, BigDecimal> thresholds = new TreeMap<>(initial.thresholds());
        if (said.thresholds() != null) {
            said.thresholds().forEach((name, value) -> thresholds.replace(name, plain(value)));
        }
        return new SignalSettings.Setting(
                initial.type(),
                said.enabled() == null ? initial.enabled() : said.enabled(),
                said.weight() == null ? initial.weight() : plain(said.weight()),
                said.halfLifeDays() == null ? initial.halfLifeDays() : plain(said.halfLifeDays()),
                thresholds);
    }

    /** So that 0.5 and 0.50 are the same settings. */
    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(value.stripTrailingZeros().toPlainString());
    }
}
