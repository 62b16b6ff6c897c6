package dev.keizoku.health.signal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How likely an account is to leave, apart from how well it is doing.
 *
 * <p>Each sign weighs {@code weight x severity x 0.5^(age / half-life)}. Of each family only the strongest counts, because
 * its signs tell the same story; the families count as independent: {@code 1 - product of (1 - part)}.
 *
 * @param value from 0 to 1, at four decimals
 * @param parts what each family gives, strongest first
 */
public record Risk(BigDecimal value, RiskLevel level, List<Part> parts) {

    private static final int SCALE = 4;

    /** What the strongest sign of a family gives. */
    public record Part(SignalFamily family, SignalType type, BigDecimal value) {}

    /** The risk that the findings of a day make. */
    public static Risk of(List<Finding> findings, LocalDate day, SignalSettings settings) {
        return of(findings, day, settings.byType(), settings.riskLevels());
    }

    /** The same with the settings at hand by type. */
    public static Risk of(
            List<Finding> findings,
            LocalDate day,
            Map<SignalType, SignalSettings.Setting> settings,
            SignalSettings.RiskLevels levels) {
        Map<SignalFamily, Part> strongest = new EnumMap<>(SignalFamily.class);
        for (Finding finding : findings) {
            SignalSettings.Setting setting = settings.get(finding.type());
            if (setting != null) {
                Part part = new Part(finding.type().family(), finding.type(), force(finding, day, setting));
                strongest.merge(
                        part.family(), part, (one, other) -> other.value().compareTo(one.value()) > 0 ? other : one);
            }
        }
        List<Part> parts = new ArrayList<>(strongest.values());
        parts.removeIf(part -> part.value().signum() == 0);
        parts.sort((one, other) -> other.value().compareTo(one.value()));
        BigDecimal stays = parts.stream()
                .map(part -> BigDecimal.ONE.subtract(part.value()))
                .reduce(BigDecimal.ONE, BigDecimal::multiply);
        BigDecimal value = BigDecimal.ONE.subtract(stays).setScale(SCALE, RoundingMode.HALF_UP);
        return new Risk(value, levels.of(value), List.copyOf(parts));
    }

    private static BigDecimal force(Finding finding, LocalDate day, SignalSettings.Setting setting) {
        long age = Math.max(0, ChronoUnit.DAYS.between(finding.seenOn(), day));
        // StrictMath, so that a risk computed again elsewhere equals this one to the last digit.
        double left = StrictMath.pow(0.5, age / setting.halfLifeDays().doubleValue());
        return setting.weight()
                .multiply(finding.severity())
                .multiply(BigDecimal.valueOf(left))
                .setScale(SCALE, RoundingMode.HALF_UP);
    }
}
