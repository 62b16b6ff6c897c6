package dev.keizoku.health.segment;

import dev.keizoku.health.pull.UsageMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a segment added up. Only counts are kept, so that parts of a segment add up to all of it exactly.
 *
 * @param points how many have each score, in whole points
 * @param features how many used each feature in 28 days
 * @param lockedFeatures how many tried each feature in them that they do not have
 */
record SegmentTally(
        Map<Count, Long> counts,
        Map<Integer, Long> points,
        Map<String, Long> features,
        Map<String, Long> lockedFeatures) {

    private static final int SCORE_DECIMALS = 4;
    private static final int SHARE_SCALE = 4;
    private static final int MEAN_SCALE = 2;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    SegmentTally() {
        this(new EnumMap<>(Count.class), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /** What is counted. */
    enum Count {
        ACCOUNTS,
        SCORED,
        /** In ten-thousandths of a point. */
        SCORES,
        GREEN,
        YELLOW,
        RED,
        UNKNOWN,
        TICKETS,
        WITHOUT_VALUE,
        MEASURED,
        ACTIVE,
        FEATURES_USED,
        FEATURES_TRIED,
        CORE_FEATURES,
        CORE_FEATURES_USED,
        LOCKED,
        LOCKED_ATTEMPTS
    }

    /** A feature and by how many it was used or tried. */
    record Feature(String feature, long accounts) {}

    void add(SegmentedAccount account) {
        add(Count.ACCOUNTS, 1);
        add(Count.valueOf(account.standing().band().name()), 1);
        add(Count.TICKETS, account.day().said().support().tickets28());
        add(Count.WITHOUT_VALUE, account.day().firstValueOn() == null ? 1 : 0);
        BigDecimal score = account.score();
        if (score != null) {
            add(Count.SCORED, 1);
            add(
                    Count.SCORES,
                    score.movePointRight(SCORE_DECIMALS)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
            points.merge(score.setScale(0, RoundingMode.HALF_UP).intValueExact(), 1L, Long::sum);
        }
        UsageMeasure usage = account.usage();
        if (usage != null) {
            use(account, usage);
        }
    }

    private void use(SegmentedAccount account, UsageMeasure usage) {
        add(Count.MEASURED, 1);
        add(Count.ACTIVE, usage.activeDays7() > 0 ? 1 : 0);
        add(Count.FEATURES_USED, usage.featuresUsed28().size());
        add(Count.FEATURES_TRIED, usage.trials().tried28().size());
        add(Count.CORE_FEATURES, account.day().fact().coreFeatures().size());
        add(Count.CORE_FEATURES_USED, account.day().coreFeaturesUsed());
        add(Count.LOCKED, usage.limits().gated28() > 0 ? 1 : 0);
        add(Count.LOCKED_ATTEMPTS, usage.limits().gated28());
        usage.featuresUsed28().forEach(feature -> features.merge(feature, 1L, Long::sum));
        usage.limits().gatedFeatures28().forEach(feature -> lockedFeatures.merge(feature, 1L, Long::sum));
    }

    void add(SegmentTally part) {
        part.counts.forEach(this::add);
        part.points.forEach((score, accounts) -> points.merge(score, accounts, Long::sum));
        part.features.forEach((feature, accounts) -> features.merge(feature, accounts, Long::sum));
        part.lockedFeatures.forEach((feature, accounts) -> lockedFeatures.merge(feature, accounts, Long::sum));
    }

    long count(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    @Nullable BigDecimal meanScore() {
        return count(Count.SCORED) == 0
                ? null
                : BigDecimal.valueOf(count(Count.SCORES), SCORE_DECIMALS)
                        .divide(BigDecimal.valueOf(count(Count.SCORED)), MEAN_SCALE, RoundingMode.HALF_UP);
    }

    /** By whole points; between the two in the middle of an even number. */
    @Nullable BigDecimal medianScore() {
        long scored = count(Count.SCORED);
        return scored == 0
                ? null
                : BigDecimal.valueOf(point((scored - 1) / 2) + point(scored / 2))
                        .divide(TWO);
    }

    private long point(long place) {
        long seen = 0;
        for (Map.Entry<Integer, Long> point : new TreeMap<>(points).entrySet()) {
            seen += point.getValue();
            if (seen > place) {
                return point.getKey();
            }
        }
        throw new IllegalStateException("There are fewer scores than were counted.");
    }

    /** One count by another; null of nothing. */
    @Nullable BigDecimal per(Count what, Count all) {
        return share(count(what), count(all));
    }

    static @Nullable BigDecimal share(long part, long all) {
        return all == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), SHARE_SCALE, RoundingMode.HALF_UP);
    }

    /** The features most customers used or tried first. */
    static List<Feature> most(Map<String, Long> features, int limit) {
        return features.entrySet().stream()
                .map(each -> new Feature(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Feature::accounts).reversed().thenComparing(Feature::feature))
                .limit(limit)
                .toList();
    }

    private void add(Count what, long more) {
        counts.merge(what, more, Long::sum);
    }
}
