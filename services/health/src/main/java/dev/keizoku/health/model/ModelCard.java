package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.model.learn.Calibration;
import dev.keizoku.health.model.learn.Figures;
import dev.keizoku.health.model.learn.Gates;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Interval;
import dev.keizoku.health.model.learn.Trained;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model was made of and how good it was in the back-test.
 *
 * @param observedFrom the first day of observation; null without any
 * @param excluded observations that were not learned from, by reason
 * @param learnedOneIn of how many accounts one was learned from, where there were too many
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ModelCard(
        String decision,
        int horizonMonths,
        int leadDays,
        @Nullable LocalDate observedFrom,
        @Nullable LocalDate observedTo,
        Trained.Counts counts,
        Gates gates,
        Map<String, Long> excluded,
        int learnedOneIn,
        List<Feature> features,
        List<Coefficient> coefficients,
        @Nullable BackTestView backTest,
        TreatmentView treatment,
        List<BlockView> blocks,
        List<SuspectView> suspects) {

    /** A measure the model was offered. */
    record Feature(String measure, String expected) {}

    /** What a part of a measure weighs. */
    record Coefficient(String measure, String part, String shape, String expected, BigDecimal weight, boolean used) {}

    /** How good it was on accounts and times it had not seen. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BackTestView(
            int observations,
            int accounts,
            int leavers,
            @Nullable BigDecimal auc,
            @Nullable BigDecimal aucLow,
            @Nullable BigDecimal aucHigh,
            @JsonProperty("lift_top_10") @Nullable BigDecimal liftTop10,
            @Nullable BigDecimal brier,
            @Nullable BigDecimal brierSkill,
            CalibrationView calibration) {

        static BackTestView of(Figures figures) {
            Interval interval = figures.aucInterval();
            return new BackTestView(
                    figures.rows(),
                    figures.accounts(),
                    figures.leavers(),
                    Rounded.of(figures.auc()),
                    interval == null ? null : Rounded.of(interval.low()),
                    interval == null ? null : Rounded.of(interval.high()),
                    Rounded.of(figures.lift()),
                    Rounded.of(figures.brier()),
                    Rounded.of(figures.skill()),
                    CalibrationView.of(figures.calibration()));
        }
    }

    /**
     * How good it was on those that somebody acted on while it was to show whether they leave, and on the others: what is
     * done changes who leaves, so that a figure of both says what neither would.
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TreatmentView(
            @Nullable BackTestView treated, @Nullable BackTestView untreated) {

        static TreatmentView of(Trained trained) {
            return new TreatmentView(view(trained.treated()), view(trained.untreated()));
        }
    }

    /** Whether its probabilities can be read as such. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CalibrationView(
            String status,
            @Nullable BigDecimal slope,
            @Nullable BigDecimal intercept,
            List<BinView> bins) {

        static CalibrationView of(Calibration calibration) {
            return new CalibrationView(
                    key(calibration.status()),
                    Rounded.of(calibration.slope()),
                    Rounded.of(calibration.intercept()),
                    calibration.bins().stream()
                            .map(bin -> new BinView(bin.rows(), Rounded.number(bin.said()), Rounded.number(bin.seen())))
                            .toList());
        }
    }

    /** A tenth of the predictions. */
    record BinView(int observations, BigDecimal predicted, BigDecimal observed) {}

    /** A stretch of the back-test. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BlockView(
            LocalDate from,
            LocalDate to,
            int observations,
            int leavers,
            @Nullable BigDecimal auc) {}

    /** An input that is too good to be true. */
    record SuspectView(String measure, boolean byMissing, BigDecimal auc) {}

    /** What else a card tells than the training. */
    record About(
            @Nullable LocalDate observedFrom,
            @Nullable LocalDate observedTo,
            Map<Outcome, Long> outcomes,
            int learnedOneIn) {}

    static ModelCard of(Trained trained, List<Input> inputs, About about) {
        Map<String, Long> excluded = new TreeMap<>(about.outcomes().entrySet().stream()
                .filter(outcome -> !outcome.getKey().counts())
                .collect(Collectors.toMap(outcome -> outcome.getKey().key(), Map.Entry::getValue)));
        return new ModelCard(
                key(trained.decision()),
                1,
                Period.LEAD_DAYS,
                about.observedFrom(),
                about.observedTo(),
                trained.counts(),
                Gates.DEFAULT,
                excluded,
                about.learnedOneIn(),
                inputs.stream()
                        .map(input -> new Feature(input.key(), key(input.expected())))
                        .toList(),
                trained.coefficients().stream()
                        .map(one -> new Coefficient(
                                one.input(),
                                key(one.part()),
                                key(one.shape()),
                                key(one.expected()),
                                Rounded.number(one.weight()),
                                one.used()))
                        .toList(),
                view(trained.figures()),
                TreatmentView.of(trained),
                trained.blocks().stream()
                        .map(block -> new BlockView(
                                block.from(), block.to(), block.rows(), block.leavers(), Rounded.of(block.auc())))
                        .toList(),
                trained.suspects().stream()
                        .map(suspect ->
                                new SuspectView(suspect.input(), suspect.byMissing(), Rounded.number(suspect.auc())))
                        .toList());
    }

    private static @Nullable BackTestView view(@Nullable Figures figures) {
        return figures == null ? null : BackTestView.of(figures);
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
