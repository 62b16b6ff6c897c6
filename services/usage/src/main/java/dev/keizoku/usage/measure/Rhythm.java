package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How regularly an account is active: every day, every week, in lumps.
 *
 * @param bucket days for an account that was active on at least half of the days of its baseline, else weeks; null, as
 *     the paces are, without a baseline
 * @param gapDays days since the last one with an event; 0 on such a day
 * @param usualGapDays the middle distance between active days of the last 90; null when there are fewer than two
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Rhythm(
        @Nullable Bucket bucket,
        @Nullable Pace now,
        @Nullable Pace before,
        int gapDays,
        @Nullable Double usualGapDays) {

    private static final double SHARE_FOR_DAYS = 0.5;
    private static final double REGULAR_INTERVAL = 1.32;
    private static final double REGULAR_SIZE = 0.49;

    /** The unit of time that is active or not. */
    enum Bucket {
        DAY(1),
        WEEK(7);

        private final int days;

        Bucket(int days) {
            this.days = days;
        }

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The four kinds of demand of Syntetos and Boylan. */
    enum Pattern {
        SMOOTH,
        INTERMITTENT,
        ERRATIC,
        LUMPY;

        static Pattern of(double interval, double variation) {
            boolean often = interval < REGULAR_INTERVAL;
            boolean even = variation < REGULAR_SIZE;
            return often ? (even ? SMOOTH : ERRATIC) : (even ? INTERMITTENT : LUMPY);
        }

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One window's buckets.
     *
     * @param interval the average demand interval: buckets over active buckets
     * @param variation the squared coefficient of variation of the sizes of active buckets
     */
    record Pace(
            @JsonProperty("adi") double interval,
            @JsonProperty("cv2") double variation,
            Pattern pattern) {}

    static Rhythm of(DailyCounts days, int gapDays) {
        Double usualGap = usualGap(days);
        if (!Windows.hasBaseline(days.knownDays())) {
            return new Rhythm(null, null, null, gapDays, usualGap);
        }
        double active = days.activeDays(Windows.RECENT, Windows.BASELINE_END);
        Bucket bucket = active / Windows.baselineDays(days.knownDays()) >= SHARE_FOR_DAYS ? Bucket.DAY : Bucket.WEEK;
        return new Rhythm(
                bucket,
                pace(days, bucket, 0, Windows.RECENT),
                pace(days, bucket, Windows.RECENT, Windows.BASELINE_END),
                gapDays,
                usualGap);
    }

    /** Of the whole buckets that are known; null when none of them is active. */
    private static @Nullable Pace pace(DailyCounts days, Bucket bucket, int from, int to) {
        int buckets = 0;
        int active = 0;
        double[] sizes = new double[(to - from) / bucket.days];
        for (int age = from; age < to && days.knows(age + bucket.days - 1); age += bucket.days) {
            long events = days.events(age, age + bucket.days);
            buckets++;
            if (events > 0) {
                sizes[active++] = events;
            }
        }
        if (active == 0) {
            return null;
        }
        double interval = (double) buckets / active;
        double variation = variation(Arrays.copyOf(sizes, active));
        return new Pace(Statistics.rounded(interval), Statistics.rounded(variation), Pattern.of(interval, variation));
    }

    private static double variation(double[] sizes) {
        double sum = 0;
        for (double size : sizes) {
            sum += size;
        }
        double mean = sum / sizes.length;
        double squares = 0;
        for (double size : sizes) {
            squares += (size - mean) * (size - mean);
        }
        return squares / sizes.length / (mean * mean);
    }

    private static @Nullable Double usualGap(DailyCounts days) {
        int[] ages = days.activeAges(Windows.LONGEST);
        if (ages.length < 2) {
            return null;
        }
        double[] gaps = new double[ages.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = ages[i + 1] - ages[i];
        }
        return Statistics.median(gaps);
    }
}
