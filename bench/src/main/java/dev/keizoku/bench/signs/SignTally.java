package dev.keizoku.bench.signs;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.interval.BinomialProportion;
import org.jspecify.annotations.Nullable;

/** When one sign stood, of whom, and who of them left. */
public final class SignTally {

    /** As in the product, what comes back so soon after its end is the same signal. */
    private static final int SAME_WITHIN_DAYS = 7;

    private static final double CONFIDENCE = 0.95;

    private final Map<String, List<Episode>> episodes = new HashMap<>();
    private final List<Opening> openings = new ArrayList<>();

    /** From the day on which it was first seen to the last. */
    private record Episode(LocalDate opened, LocalDate last) {}

    /** What became of an opening, and how many of all who were there on its day came to the same. */
    private record Opening(boolean left, double base) {}

    /**
     * What a sign was worth.
     *
     * @param accounts share of customers it was ever seen of
     * @param precision share of openings after which the customer left within the horizon
     * @param low of the 95 % interval of the precision (Wilson)
     * @param base share of all customers who were there when it opened and left within the horizon
     * @param recall share of leavers of whom it stood at some time within the horizon before they left
     * @param leadDays middle number of days from opening to leaving, of these; null for nobody
     */
    public record Figures(
            int openings,
            double accounts,
            double precision,
            double low,
            double high,
            double base,
            double recall,
            @Nullable Double leadDays) {

        /** Whether it tells more than chance, as far as so many openings say. */
        public String verdict() {
            return precision > base && low > base ? "better" : high < base ? "worse" : "no better";
        }
    }

    /** The sign stands at the end of a day; {@code base} is null where it is not known what became of the day. */
    void stands(Stay stay, LocalDate day, int horizon, @Nullable Double base) {
        List<Episode> own = episodes.computeIfAbsent(stay.account(), first -> new ArrayList<>(1));
        Episode before = own.isEmpty() ? null : own.getLast();
        if (before != null && !before.last().plusDays(SAME_WITHIN_DAYS).isBefore(day)) {
            own.set(own.size() - 1, new Episode(before.opened(), day));
            return;
        }
        own.add(new Episode(day, day));
        if (base != null) {
            openings.add(new Opening(stay.leavesWithin(day, horizon), base));
        }
    }

    /** Null where it never opened on a day of which it is known what became of it. */
    @Nullable Figures figures(List<Stay> stays, int horizon) {
        if (openings.isEmpty()) {
            return null;
        }
        List<Double> leads = new ArrayList<>();
        int leavers = 0;
        for (Stay stay : stays) {
            leavers += stay.left() ? 1 : 0;
            if (stay.left()) {
                episodes.getOrDefault(stay.account(), List.of()).stream()
                        .filter(episode -> !episode.last().plusDays(horizon).isBefore(stay.to()))
                        .map(episode -> (double) ChronoUnit.DAYS.between(episode.opened(), stay.to()))
                        .max(Double::compare)
                        .ifPresent(leads::add);
            }
        }
        int left = (int) openings.stream().filter(Opening::left).count();
        double precision = (double) left / openings.size();
        var interval = BinomialProportion.getWilsonScoreInterval(openings.size(), precision, CONFIDENCE);
        return new Figures(
                openings.size(),
                (double) episodes.size() / stays.size(),
                precision,
                interval.getLowerBound(),
                interval.getUpperBound(),
                openings.stream().mapToDouble(Opening::base).average().orElseThrow(),
                leavers == 0 ? 0 : (double) leads.size() / leavers,
                leads.isEmpty() ? null : middle(leads));
    }

    private static double middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
