package dev.keizoku.bench;

import dev.keizoku.bench.churn.OuladStays;
import dev.keizoku.bench.churn.SaasStays;
import dev.keizoku.bench.signs.Portfolio;
import dev.keizoku.bench.signs.SignTally;
import dev.keizoku.bench.signs.Stay;
import dev.keizoku.bench.signs.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** What the signs of leaving tell of customers who are not ours: who left after them, and who would have anyway. */
final class SignalsBench implements Bench.Scenario {

    @Override
    public Result run(Path checkout, boolean full) throws IOException {
        Path data = SharedData.folder("oulad", "theventurecity");
        Watch.Worth oulad = watch(OuladStays.read(data));
        Watch.Worth saas = watch(SaasStays.read(data));
        return with(with(Result.of("signals"), "oulad", oulad), "saas", saas);
    }

    private static Watch.Worth watch(Portfolio portfolio) {
        long left = portfolio.stays().stream().filter(Stay::left).count();
        Bench.say(
                "%s: %,d customers, %,d of them left (%s)",
                portfolio.name(), portfolio.stays().size(), left, portfolio.credit());
        Watch.Worth worth = Watch.over(portfolio);
        Bench.say(
                "  of all days, %.1f %% were followed by leaving within %d days",
                100 * worth.base(), Watch.HORIZON_DAYS);
        worth.signs().forEach(SignalsBench::tell);
        return worth;
    }

    private static void tell(String sign, SignTally.Figures figures) {
        Bench.say(
                "  %-26s opened %,7d times, of %4.1f %% of customers: %4.1f %% left [%.1f, %.1f], of all there %4.1f %%: %s;"
                        + " stood before %4.1f %% of leavings, %s days ahead",
                sign,
                figures.openings(),
                100 * figures.accounts(),
                100 * figures.precision(),
                100 * figures.low(),
                100 * figures.high(),
                100 * figures.base(),
                figures.verdict(),
                100 * figures.recall(),
                figures.leadDays() == null ? "no" : "%.0f".formatted(figures.leadDays()));
    }

    private static Result with(Result result, String data, Watch.Worth worth) {
        SignTally.Figures risk = worth.signs().get(Watch.MEDIUM);
        if (risk == null) {
            return result.with(data + "_precision", 0, 3).with(data + "_base", worth.base(), 3);
        }
        return result.with(data + "_precision", risk.precision(), 3)
                .with(data + "_base", risk.base(), 3)
                .with(data + "_recall", risk.recall(), 3)
                .with(data + "_lead_days", Objects.requireNonNullElse(risk.leadDays(), 0.0), 0);
    }
}
