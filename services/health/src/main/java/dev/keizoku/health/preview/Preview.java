package dev.keizoku.health.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.CohortRanks;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.Scorecard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Adds up, account by account, what a draft changes; keeps only the accounts it moves most. */
final class Preview {

    private static final int MOVERS = 20;
    private static final int DECIMALS = 4;
    private static final int BANDS = Band.values().length;

    /** Smallest first, so that the first is the one to let go; of equal ones the later id goes. */
    private static final Comparator<Mover> BY_SIZE = Comparator.comparing(
                    (Mover mover) -> mover.change().abs())
            .thenComparing(Mover::accountId, Comparator.reverseOrder());

    private final Scorer draft;
    private final long[][] bands = new long[BANDS][BANDS];
    private final PriorityQueue<Mover> up = new PriorityQueue<>(BY_SIZE);
    private final PriorityQueue<Mover> down = new PriorityQueue<>(BY_SIZE);
    private long accounts;
    private long comparable;
    private BigDecimal before = BigDecimal.ZERO;
    private BigDecimal after = BigDecimal.ZERO;
    private @Nullable LocalDate oldest;
    private @Nullable LocalDate latest;

    Preview(Scorecard draft, CohortRanks ranks) {
        this.draft = new Scorer(draft, ranks);
    }

    /** An account that moves. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Mover(
            String accountId,
            @Nullable String name,
            BigDecimal scoreBefore,
            Band bandBefore,
            BigDecimal scoreAfter,
            Band bandAfter,
            String card,
            BigDecimal change) {}

    /** How many accounts go from one band to another. */
    record Crossing(Band before, Band after, long accounts) {}

    /**
     * What it comes to.
     *
     * @param compared the accounts that have a score both ways; the means are theirs
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Result(
            long accounts,
            @Nullable LocalDate oldestDay,
            @Nullable LocalDate latestDay,
            List<Crossing> bands,
            long compared,
            @Nullable BigDecimal meanBefore,
            @Nullable BigDecimal meanAfter,
            @Nullable BigDecimal meanChange,
            @Nullable BigDecimal unknownShareBefore,
            @Nullable BigDecimal unknownShareAfter,
            List<Mover> up,
            List<Mover> down) {}

    void add(KeptScore kept) {
        HealthScore scored = draft.score(kept.seen(), kept.memory(), kept.override());
        accounts++;
        bands[kept.band().ordinal()][scored.band().ordinal()]++;
        oldest = oldest == null || kept.day().isBefore(oldest) ? kept.day() : oldest;
        latest = latest == null || kept.day().isAfter(latest) ? kept.day() : latest;
        BigDecimal was = kept.effective();
        BigDecimal would = scored.effective();
        if (was == null || would == null) {
            return;
        }
        comparable++;
        before = before.add(was);
        after = after.add(would);
        BigDecimal change = would.subtract(was);
        if (change.signum() != 0) {
            keep(
                    change.signum() > 0 ? up : down,
                    new Mover(
                            kept.accountId(),
                            kept.name(),
                            was,
                            kept.band(),
                            would,
                            scored.band(),
                            scored.card(),
                            change));
        }
    }

    Result result() {
        List<Crossing> crossings = new ArrayList<>();
        for (Band from : Band.values()) {
            for (Band to : Band.values()) {
                if (bands[from.ordinal()][to.ordinal()] > 0) {
                    crossings.add(new Crossing(from, to, bands[from.ordinal()][to.ordinal()]));
                }
            }
        }
        return new Result(
                accounts,
                oldest,
                latest,
                crossings,
                comparable,
                mean(before, comparable),
                mean(after, comparable),
                mean(after.subtract(before), comparable),
                mean(BigDecimal.valueOf(unknown(true)), accounts),
                mean(BigDecimal.valueOf(unknown(false)), accounts),
                largestFirst(up),
                largestFirst(down));
    }

    private long unknown(boolean was) {
        long unknown = 0;
        for (int i = 0; i < BANDS; i++) {
            unknown += was ? bands[Band.UNKNOWN.ordinal()][i] : bands[i][Band.UNKNOWN.ordinal()];
        }
        return unknown;
    }

    private static void keep(PriorityQueue<Mover> movers, Mover mover) {
        movers.add(mover);
        if (movers.size() > MOVERS) {
            movers.remove();
        }
    }

    private static List<Mover> largestFirst(PriorityQueue<Mover> movers) {
        return movers.stream().sorted(BY_SIZE.reversed()).toList();
    }

    private static @Nullable BigDecimal mean(BigDecimal sum, long count) {
        return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
    }
}
