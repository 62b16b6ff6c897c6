package dev.keizoku.bench;

import dev.keizoku.bench.churn.History;
import dev.keizoku.bench.churn.Oulad;
import dev.keizoku.bench.churn.PlainLogistic;
import dev.keizoku.bench.churn.PySurvivalCustomers;
import dev.keizoku.bench.churn.RavenStack;
import dev.keizoku.bench.churn.SaasMonths;
import dev.keizoku.health.model.learn.BackTest;
import dev.keizoku.health.model.learn.Figures;
import dev.keizoku.health.model.learn.Gates;
import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.health.model.learn.Interval;
import dev.keizoku.health.model.learn.Learning;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Prediction;
import dev.keizoku.health.model.learn.Trained;
import dev.keizoku.health.model.learn.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How well the churn model tells who leaves among customers it never saw, beside a plain logistic regression. */
final class ModelBench implements Bench.Scenario {

    private static final int HORIZON_MONTHS = 12;

    @Override
    public Result run(Path checkout, boolean full) throws IOException {
        Path data = SharedData.folder("oulad", "theventurecity", "pysurvival", "ravenstack");
        double oulad = inTime(Oulad.read(data));
        double saas = inTime(SaasMonths.read(data));
        double pysurvival = byAccount(PySurvivalCustomers.read(data), PySurvivalCustomers.months(data));
        History made = RavenStack.read(data);
        double ravenstack = inTime(made);
        List<Prediction> said = predictions(Learning.of(made.inputs()), made);
        tell("of one age", Figures.of(RavenStack.ofOneAge(data, said)));
        return Result.of("model")
                .with("oulad_auc", oulad, 3)
                .with("saas_auc", saas, 3)
                .with("pysurvival_auc", pysurvival, 3)
                .with("ravenstack_auc", ravenstack, 3);
    }

    /** The whole training of the product: later times, accounts that were never seen, gates and decision. */
    private static double inTime(History history) {
        introduce(history);
        Trained trained = Training.train(history.inputs(), history.observations(), Gates.DEFAULT);
        Figures figures = trained.figures();
        if (figures == null) {
            throw new BenchFailure(history.name() + " has too little history: " + trained.counts());
        }
        for (Trained.Block block : trained.blocks()) {
            Bench.say(
                    "  %s to %s: %,d observations, %,d left, AUC %.3f",
                    block.from(), block.to(), block.rows(), block.leavers(), known(block.auc()));
        }
        tell("the product", figures);
        tell("plain logistic", Figures.of(predictions(new PlainLogistic(history), history)));
        tell("accounts only", Figures.of(BackTest.byAccount(Learning.of(history.inputs()), history.observations())));
        tell("plain, likewise", Figures.of(BackTest.byAccount(new PlainLogistic(history), history.observations())));
        Bench.say("  decision: %s", decision(trained));
        trained.coefficients()
                .forEach(one -> Bench.say(
                        "    %-28s %-8s %+.3f%s",
                        one.input(), one.part(), one.weight(), one.used() ? "" : "  contradicts, not used"));
        return known(figures.auc());
    }

    private static List<Prediction> predictions(Learning learning, History history) {
        return BackTest.run(learning, history.observations()).stream()
                .flatMap(block -> block.predictions().stream())
                .toList();
    }

    /** For customers without dates: only the accounts are unseen. */
    private static double byAccount(History history, History months) {
        introduce(history);
        Figures figures = Figures.of(BackTest.byAccount(Learning.of(history.inputs()), history.observations()));
        tell("the product", figures);
        tell("plain logistic", Figures.of(BackTest.byAccount(new PlainLogistic(history), history.observations())));
        Map<String, List<Observation>> byAccount =
                months.observations().stream().collect(Collectors.groupingBy(Observation::accountId));
        Learning hazard = training -> Hazard.learn(
                history.inputs(),
                training.stream()
                        .flatMap(once -> byAccount.getOrDefault(once.accountId(), List.of()).stream())
                        .toList(),
                new Hazard.Clock(0, null, null),
                HORIZON_MONTHS);
        tell("hazard, a year", Figures.of(BackTest.byAccount(hazard, history.observations())));
        return known(figures.auc());
    }

    private static void introduce(History history) {
        long accounts = history.observations().stream()
                .map(seen -> seen.accountId())
                .distinct()
                .count();
        long left = history.observations().stream().filter(seen -> seen.left()).count();
        Bench.say(
                "%s: %,d observations of %,d accounts, %,d of them followed by leaving (%s)",
                history.name(), history.observations().size(), accounts, left, history.credit());
    }

    private static void tell(String who, Figures figures) {
        Interval interval = Objects.requireNonNull(figures.aucInterval());
        Bench.say(
                "  %-16s AUC %.3f [%.3f, %.3f], lift %.2f, Brier skill %.3f, %s",
                who,
                known(figures.auc()),
                interval.low(),
                interval.high(),
                known(figures.lift()),
                known(figures.skill()),
                figures.calibration().status());
    }

    private static double known(@Nullable Double figure) {
        return Objects.requireNonNull(figure, "Nobody left, or nobody stayed.");
    }

    private static String decision(Trained trained) {
        return switch (trained.decision()) {
            case ACTIVE -> "ACTIVE, the model may speak";
            case NO_SIGNAL -> "NO_SIGNAL, these labels carry no signal: refused";
            case SUSPECTED_LEAK -> "SUSPECTED_LEAK, too good to be true: " + trained.suspects();
            case INSUFFICIENT_HISTORY -> "INSUFFICIENT_HISTORY";
        };
    }
}
