package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.scorecard.CapRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Picks the few reasons that explain a score best. */
public final class Reasons {

    private static final int MOST = 3;
    private static final BigDecimal WORTH_NAMING = BigDecimal.ONE;
    private static final BigDecimal SILENT_BELOW = BigDecimal.ONE;

    private Reasons() {}

    /** What moved the score most, a cap first. */
    public static List<Reason> top(HealthScore score) {
        BigDecimal computed = score.computed();
        BigDecimal effective = score.effective();
        if (computed == null || effective == null) {
            return List.of(new Reason(Reason.Code.TOO_LITTLE_DATA, null, null, BigDecimal.ZERO));
        }
        List<Reason> reasons = new ArrayList<>();
        Cap cap = score.cap();
        if (cap != null) {
            Reason.Code code =
                    cap.rule() == CapRule.Kind.NO_LOGIN_DAYS ? Reason.Code.NO_LOGIN_CAP : Reason.Code.CORE_FEATURE_CAP;
            reasons.add(new Reason(code, null, cap, effective.subtract(computed)));
        }
        List<Reason> byEffect = new ArrayList<>();
        for (MeasureScore measure : score.measures()) {
            BigDecimal contribution = measure.contribution();
            if (contribution != null && contribution.abs().compareTo(WORTH_NAMING) >= 0) {
                byEffect.add(new Reason(code(measure, contribution.signum() > 0), measure, null, contribution));
            }
        }
        byEffect.sort(
                Comparator.comparing((Reason reason) -> reason.effect().abs()).reversed());
        reasons.addAll(byEffect);
        return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
    }

    /** The codes in an order that does not depend on the effects, so that it changes only when a reason does. */
    public static String codes(List<Reason> reasons) {
        return reasons.stream().map(reason -> reason.code().key()).sorted().collect(Collectors.joining(","));
    }

    private static Reason.Code code(MeasureScore measure, boolean good) {
        return switch (measure.measure()) {
            case LOGIN_FREQUENCY -> good ? Reason.Code.LOGIN_FREQUENCY_HIGH : Reason.Code.LOGIN_FREQUENCY_LOW;
            case CORE_FEATURE_USE -> good ? Reason.Code.CORE_FEATURE_USE_HIGH : Reason.Code.CORE_FEATURE_USE_LOW;
            case NPS -> good ? Reason.Code.NPS_HIGH : Reason.Code.NPS_LOW;
            case SUPPORT_ENQUIRIES -> {
                if (good) {
                    yield Reason.Code.SUPPORT_STEADY;
                }
                BigDecimal tickets = measure.value();
                boolean silent = tickets != null && tickets.compareTo(SILENT_BELOW) < 0;
                yield silent ? Reason.Code.SUPPORT_SILENT : Reason.Code.SUPPORT_FLOOD;
            }
        };
    }

    /** The measure whose improvement would raise the score most. */
    public static java.util.Optional<Lever> biggestLever(HealthScore score) {
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
        BigDecimal missing = BigDecimal.valueOf(100).subtract(points == null ? BigDecimal.ZERO : points);
        return measure.share().multiply(missing).setScale(Scorer.SCALE, java.math.RoundingMode.HALF_UP);
    }
}
