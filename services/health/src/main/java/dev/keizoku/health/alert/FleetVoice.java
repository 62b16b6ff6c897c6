package dev.keizoku.health.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From how many accounts anything came by a feed of touchpoints in seven days, beside the usual number. When hardly any of
 * those that write are heard of, it is the feed that is broken: customers do not fall silent together.
 *
 * @param feed the kind of touchpoint
 * @param usual the middle of the eight weeks before
 */
public record FleetVoice(String feed, int heard, double usual) {

    private static final double FELL = 0.5;

    /** Of fewer a bad week can be half of the usual by chance. */
    private static final double LEAST_FOR_HALF = 20;

    /** Of fewer a bad week can be none at all by chance. */
    private static final double LEAST = 6;

    public static FleetVoice of(String feed, int heard, List<Integer> before) {
        List<Integer> sorted = before.stream().sorted().toList();
        int half = sorted.size() / 2;
        double usual = sorted.isEmpty() ? 0 : (sorted.get((sorted.size() - 1) / 2) + sorted.get(half)) / 2.0;
        return new FleetVoice(feed, heard, usual);
    }

    /** Whether so many write usually that it would show. */
    public boolean comparable() {
        return usual >= LEAST;
    }

    /** Whether less than half of the usual, or nothing at all, has come. */
    public boolean fell() {
        return comparable() && (heard == 0 || usual >= LEAST_FOR_HALF && heard < FELL * usual);
    }

    /** Of the usual; null where nothing is usual. */
    public @Nullable Double ratio() {
        return usual == 0 ? null : heard / usual;
    }
}
