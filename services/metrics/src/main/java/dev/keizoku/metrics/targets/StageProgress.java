package dev.keizoku.metrics.targets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.report.Figure;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.Reading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage of a target beside the figure of its own period. */
public record StageProgress(TargetPlan.Stage stage, Figure actual, TargetPlan.Status status) {

    private static final int DIGITS = 12;

    /** How it looks on the wire. */
    public record Shown(
            LocalDate from,
            LocalDate to,
            @Nullable Object target,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object actual,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal progress,

            boolean complete,
            String status) {}

    /** Every stage of a plan. */
    public static List<StageProgress> of(TargetPlan plan, MetricDefinition metric, Reading.Asked asked) {
        return plan.stages().stream()
                .map(stage -> {
                    Figure actual = Figure.of(metric, stage.period(), asked);
                    return new StageProgress(
                            stage, actual, plan.status(stage, comparable(stage, actual), asked.today()));
                })
                .toList();
    }

    /** Null where there is no figure, or one in another currency. */
    private static @Nullable BigDecimal comparable(TargetPlan.Stage stage, Figure actual) {
        boolean sameKind = stage.currency() == null || stage.currency().equals(actual.currency());
        return sameKind ? actual.number() : null;
    }

    /** How much of the target is reached; null where there is nothing to compare. */
    public @Nullable BigDecimal progress() {
        BigDecimal reached = comparable(stage, actual);
        return reached == null || stage.value().signum() == 0
                ? null
                : reached.divide(stage.value(), DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    /** The target, as money where it is. */
    public Object target() {
        return stage.currency() == null ? stage.value() : new Money(stage.value(), stage.currency()).rounded();
    }

    Shown shown() {
        return new Shown(
                stage.period().from(),
                stage.period().to(),
                target(),
                actual.wire(),
                progress(),
                actual.complete(),
                status.wireName());
    }
}
