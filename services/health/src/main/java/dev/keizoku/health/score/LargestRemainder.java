package dev.keizoku.health.score;

import java.util.stream.IntStream;

/**
 * Divides weighted points among their measures in whole units so that nothing is lost by rounding.
 *
 * <p>The units are ten-thousandths of a point. Exact integer arithmetic throughout.
 */
final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * The rounded parts of a weighted mean.
     *
     * @param weighted weight times points, one per part
     * @param weightSum above nought
     * @return parts that sum to the mean, rounded half up once
     */
    static long[] parts(long[] weighted, long weightSum) {
        long total = 0;
        long[] parts = new long[weighted.length];
        long[] remainders = new long[weighted.length];
        long given = 0;
        for (int i = 0; i < weighted.length; i++) {
            total += weighted[i];
            parts[i] = Math.floorDiv(weighted[i], weightSum);
            remainders[i] = Math.floorMod(weighted[i], weightSum);
            given += parts[i];
        }
        long missing = roundHalfUp(total, weightSum) - given;
        int[] byRemainder = IntStream.range(0, weighted.length)
                .boxed()
                .sorted((a, b) -> Long.compare(remainders[b], remainders[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < missing; i++) {
            parts[byRemainder[i]]++;
        }
        return parts;
    }

    /** The quotient to the nearest whole number, halves upwards. */
    static long roundHalfUp(long numerator, long denominator) {
        long down = Math.floorDiv(numerator, denominator);
        long rest = Math.floorMod(numerator, denominator);
        return rest >= denominator - rest ? down + 1 : down;
    }
}
