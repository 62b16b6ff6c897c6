package dev.keizoku.health.score;

import dev.keizoku.health.scorecard.BandEdges;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Keeps a band from flapping at its edge: it is left a margin past the edge, or at the second run in a row. */
final class Hysteresis {

    private Hysteresis() {}

    /** The bands the run before left behind. */
    record Before(Band rawBand, Band band) {}

    /** Where the bands begin, and how far past an edge counts at once. */
    record Edges(BandEdges bands, BigDecimal margin) {}

    static Band band(BigDecimal score, Band raw, Edges edges, @Nullable Before before) {
        if (before == null || before.band() == Band.UNKNOWN || before.band() == raw || before.rawBand() == raw) {
            return raw;
        }
        return pastTheEdge(score, before.band(), raw, edges) ? raw : before.band();
    }

    private static boolean pastTheEdge(BigDecimal score, Band from, Band to, Edges edges) {
        boolean falls = to.compareTo(from) > 0;
        boolean crossesGreen = from == Band.GREEN || (from == Band.YELLOW && !falls);
        BigDecimal edge = crossesGreen ? edges.bands().green() : edges.bands().yellow();
        BigDecimal past = falls ? edge.subtract(score) : score.subtract(edge);
        return past.compareTo(edges.margin()) >= 0;
    }
}
