package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains a model, tries it on the past, and decides whether it may speak. */
public final class Training {

    /** Better than this on the future of strangers is a leak until proven otherwise. */
    static final double TOO_GOOD = 0.95;

    private static final double CHANCE = 0.5;

    private Training() {}

    public static Trained train(List<Input> inputs, List<Observation> given, Gates gates) {
        List<Observation> observations = given.stream()
                .sorted(Comparator.comparing(Observation::on).thenComparing(Observation::accountId))
                .toList();
        List<BackTest.Block> blocks = BackTest.run(Learning.of(inputs), observations);
        Trained.Counts counts = counts(observations, blocks);
        if (insufficient(counts, gates)) {
            return new Trained(
                    Trained.Decision.INSUFFICIENT_HISTORY,
                    counts,
                    null,
                    List.of(),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null);
        }
        List<Prediction> predictions =
                blocks.stream().flatMap(block -> block.predictions().stream()).toList();
        Figures figures = Figures.of(predictions);
        Learner.Learned learned = Learner.learn(inputs, observations);
        List<Trained.Suspect> suspects = suspects(inputs, observations);
        Trained.Decision decision = decide(figures, suspects);
        return new Trained(
                decision,
                counts,
                figures,
                blocks.stream().map(Training::told).toList(),
                some(predictions, true),
                some(predictions, false),
                coefficients(learned),
                suspects,
                decision == Trained.Decision.ACTIVE ? learned.model() : null);
    }

    private static boolean insufficient(Trained.Counts counts, Gates gates) {
        return counts.months() < gates.months()
                || counts.accounts() < gates.accounts()
                || counts.trainingLeavers() < gates.trainingLeavers()
                || counts.lastBlockLeavers() < gates.lastBlockLeavers();
    }

    private static Trained.Counts counts(List<Observation> observations, List<BackTest.Block> blocks) {
        int accounts = (int)
                observations.stream().map(Observation::accountId).distinct().count();
        int leavers = (int) observations.stream().filter(Observation::left).count();
        int months = observations.isEmpty()
                ? 0
                : months(observations.getFirst().on(), observations.getLast().until());
        return new Trained.Counts(
                months,
                accounts,
                observations.size(),
                leavers,
                blocks.isEmpty() ? 0 : blocks.getLast().trainingLeavers(),
                blocks.isEmpty() ? 0 : leavers(blocks.getLast().predictions()));
    }

    private static int months(LocalDate first, LocalDate end) {
        return Math.toIntExact(ChronoUnit.MONTHS.between(first, end));
    }

    private static Trained.Decision decide(Figures figures, List<Trained.Suspect> suspects) {
        Double auc = figures.auc();
        if (!suspects.isEmpty() || (auc != null && auc > TOO_GOOD)) {
            return Trained.Decision.SUSPECTED_LEAK;
        }
        Interval interval = figures.aucInterval();
        Double skill = figures.skill();
        boolean tellsApart = interval != null && interval.above(CHANCE);
        // An order that is a little better than chance, of probabilities that are worse than one for all, is none to
        // act on.
        boolean tellsMore = skill != null && skill > 0;
        return tellsApart && tellsMore ? Trained.Decision.ACTIVE : Trained.Decision.NO_SIGNAL;
    }

    /** Inputs that tell the outcome nearly by themselves, by their value or by being known. */
    private static List<Trained.Suspect> suspects(List<Input> inputs, List<Observation> observations) {
        List<Trained.Suspect> suspects = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            int input = index;
            String key = inputs.get(index).key();
            List<Prediction> byValue = observations.stream()
                    .filter(observation -> observation.values().known(input))
                    .map(observation ->
                            prediction(observation, observation.values().get(input)))
                    .toList();
            List<Prediction> byMissing = observations.stream()
                    .map(observation ->
                            prediction(observation, observation.values().known(input) ? 0 : 1))
                    .toList();
            addSuspect(suspects, key, false, byValue);
            addSuspect(suspects, key, true, byMissing);
        }
        return suspects;
    }

    private static void addSuspect(
            List<Trained.Suspect> suspects, String key, boolean byMissing, List<Prediction> predictions) {
        Double auc = Ranking.of(predictions).auc();
        if (auc != null && Math.max(auc, 1 - auc) > TOO_GOOD) {
            suspects.add(new Trained.Suspect(key, byMissing, Math.max(auc, 1 - auc)));
        }
    }

    private static Prediction prediction(Observation observation, double score) {
        return new Prediction(
                observation.accountId(), observation.on(), score, observation.left(), observation.treated());
    }

    private static Trained.Block told(BackTest.Block block) {
        return new Trained.Block(
                block.from(),
                block.to(),
                block.predictions().size(),
                leavers(block.predictions()),
                Ranking.of(block.predictions()).auc());
    }

    private static @Nullable Figures some(List<Prediction> predictions, boolean treated) {
        List<Prediction> these = predictions.stream()
                .filter(prediction -> prediction.treated() == treated)
                .toList();
        return these.isEmpty() ? null : Figures.of(these);
    }

    private static int leavers(List<Prediction> predictions) {
        return (int) predictions.stream().filter(Prediction::left).count();
    }

    private static List<Trained.Coefficient> coefficients(Learner.Learned learned) {
        List<Trained.Coefficient> coefficients = new ArrayList<>();
        List<Input> inputs = learned.model().inputs();
        for (ChurnModel.Term term : learned.model().terms()) {
            Column column = term.column();
            coefficients.add(new Trained.Coefficient(
                    column.input(),
                    column.part(),
                    column.shape(),
                    inputs.get(column.index()).expected(),
                    term.weight(),
                    true));
        }
        for (Learner.Contradiction found : learned.contradictions()) {
            coefficients.add(new Trained.Coefficient(
                    found.column().input(),
                    found.column().part(),
                    found.column().shape(),
                    found.expected(),
                    found.weight(),
                    false));
        }
        return coefficients;
    }
}
