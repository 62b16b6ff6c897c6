package dev.keizoku.health.score;

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
        for (; missing > 0; missing--) {
            int next = largest(remainders);
            remainders[next] = -1;
            parts[next]++;
        }
        return parts;
    }

    /** Where the largest is; of equal ones the first. Few are ever missing, so that looking again costs little. */
    private static int largest(long[] remainders) {
        int largest = 0;
        for (int i = 1; i < remainders.length; i++) {
            if (remainders[i] > remainders[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** The quotient to the nearest whole number, halves upwards. */
    static long roundHalfUp(long numerator, long denominator) {
        long down = Math.floorDiv(numerator, denominator);
        long rest = Math.floorMod(numerator, denominator);
        return rest >= denominator - rest ? down + 1 : down;
    }
}
