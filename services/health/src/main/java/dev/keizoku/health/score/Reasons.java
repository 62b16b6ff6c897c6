package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Picks the few reasons that explain a score best. */
public final class Reasons {

    private static final int MOST = 3;
    private static final BigDecimal WORTH_NAMING = BigDecimal.ONE;
    private static final BigDecimal SILENT_BELOW = BigDecimal.ONE;
    private static final BigDecimal ALL_POINTS = BigDecimal.valueOf(100);

    private Reasons() {}

    /** What moved the score most: what somebody has set first, then a rule. */
    public static List<Reason> top(HealthScore score) {
        List<Reason> reasons = new ArrayList<>();
        BigDecimal computed = score.computed();
        BigDecimal ruled = score.ruled();
        BigDecimal effective = score.effective();
        ManualOverride override = score.override();
        if (override != null) {
            BigDecimal effect = ruled == null || effective == null ? BigDecimal.ZERO : effective.subtract(ruled);
            reasons.add(Reason.of(override, effect));
        }
        if (computed == null || ruled == null) {
            reasons.add(Reason.tooLittleData());
            return List.copyOf(reasons);
        }
        Cap cap = score.cap();
        if (cap != null) {
            reasons.add(Reason.of(cap, ruled.subtract(computed)));
        }
        List<Reason> byEffect = new ArrayList<>();
        for (MeasureScore measure : score.measures()) {
            BigDecimal contribution = measure.contribution();
            if (contribution != null
                    && measure.state().present()
                    && contribution.abs().compareTo(WORTH_NAMING) >= 0) {
                byEffect.add(Reason.of(measure, code(measure, contribution.signum() > 0), contribution));
            }
        }
        byEffect.sort(
                Comparator.comparing((Reason reason) -> reason.effect().abs()).reversed());
        reasons.addAll(byEffect);
        return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
    }

    /** The codes in an order that does not depend on the effects, so that it changes only when a reason does. */
    public static String codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).sorted().collect(Collectors.joining(","));
    }

    private static String code(MeasureScore measure, boolean good) {
        if (measure.measure() != MeasureKey.SUPPORT_ENQUIRIES) {
            return measure.measure().key() + (good ? "_high" : "_low");
        }
        if (good) {
            return "support_steady";
        }
        BigDecimal tickets = measure.value();
        return tickets != null && tickets.compareTo(SILENT_BELOW) < 0 ? "support_silent" : "support_flood";
    }

    /** The measure whose improvement would raise the score most. */
    public static Optional<Lever> biggestLever(HealthScore score) {
        return score.measures().stream()
                .filter(measure -> measure.score() != null)
                .map(measure -> new Lever(measure.measure(), gain(measure)))
                .filter(lever -> lever.gain().signum() > 0)
                .max(Comparator.comparing(Lever::gain));
    }

    /** How many points a measure could still give. */
    public record Lever(MeasureKey measure, BigDecimal gain) {}

    private static BigDecimal gain(MeasureScore measure) {
        BigDecimal points = measure.score();
        BigDecimal missing = ALL_POINTS.subtract(points == null ? BigDecimal.ZERO : points);
        return measure.share().multiply(missing).setScale(Scorer.SCALE, RoundingMode.HALF_UP);
    }
}
