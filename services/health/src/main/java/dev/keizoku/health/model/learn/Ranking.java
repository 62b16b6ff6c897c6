package dev.keizoku.health.model.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.jspecify.annotations.Nullable;

/**
 * How well scores put those who left before those who stayed.
 *
 * <p>AUC is the chance that somebody who left has the higher score than somebody who stayed, ties counting half.
 */
public final class Ranking {

    private static final int RESAMPLES = 1_000;
    private static final long SEED = 20_240_601L;
    private static final double TAIL = 2.5;

    /** From the lowest score up. */
    private final double[] scores;

    private final boolean[] left;
    private final int[] accounts;
    private final int accountCount;

    private Ranking(double[] scores, boolean[] left, int[] accounts, int accountCount) {
        this.scores = scores;
        this.left = left;
        this.accounts = accounts;
        this.accountCount = accountCount;
    }

    public static Ranking of(List<Prediction> predictions) {
        List<Prediction> sorted = new ArrayList<>(predictions);
        sorted.sort(Comparator.comparingDouble(Prediction::score));
        Map<String, Integer> numbers = new HashMap<>();
        // Numbered by name, so that the same predictions in another order are drawn alike.
        predictions.stream()
                .map(Prediction::accountId)
                .distinct()
                .sorted()
                .forEach(account -> numbers.put(account, numbers.size()));
        double[] scores = new double[sorted.size()];
        boolean[] left = new boolean[sorted.size()];
        int[] accounts = new int[sorted.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = sorted.get(i).score();
            left[i] = sorted.get(i).left();
            accounts[i] = numbers.getOrDefault(sorted.get(i).accountId(), 0);
        }
        return new Ranking(scores, left, accounts, numbers.size());
    }

    /** Null where nobody left or nobody stayed. */
    public @Nullable Double auc() {
        int[] once = new int[accountCount];
        Arrays.fill(once, 1);
        double auc = auc(once);
        return Double.isNaN(auc) ? null : auc;
    }

    /** In which range the AUC lies with 95 per cent confidence, by drawing whole accounts again and again. */
    public @Nullable Interval aucInterval() {
        if (auc() == null) {
            return null;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] found = new double[RESAMPLES];
        int count = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            int[] times = new int[accountCount];
            for (int draw = 0; draw < accountCount; draw++) {
                times[random.nextInt(accountCount)]++;
            }
            double auc = auc(times);
            if (!Double.isNaN(auc)) {
                found[count++] = auc;
            }
        }
        Percentile percentile = new Percentile();
        percentile.setData(Arrays.copyOf(found, count));
        return new Interval(percentile.evaluate(TAIL), percentile.evaluate(100 - TAIL));
    }

    /**
     * How much more often those with the highest scores left than all did. Equal scores at the edge are shared, so that
     * scores which say nothing give exactly 1. Null where nobody left.
     */
    public @Nullable Double lift(double share) {
        double leavers = leaversAmong(scores.length);
        if (leavers == 0) {
            return null;
        }
        double size = share * scores.length;
        return (leaversAmong(size) / size) / (leavers / scores.length);
    }

    /** The part of the highest scores that left, of so many. Null when there are fewer. */
    public @Nullable Double precisionAt(int count) {
        return count < 1 || count > scores.length ? null : leaversAmong(count) / count;
    }

    private double leaversAmong(double highest) {
        double rest = highest;
        double leavers = 0;
        int end = scores.length;
        while (end > 0 && rest > 0) {
            int start = end - 1;
            while (start > 0 && scores[start - 1] == scores[end - 1]) {
                start--;
            }
            int gone = 0;
            for (int i = start; i < end; i++) {
                gone += left[i] ? 1 : 0;
            }
            double taken = Math.min(rest, end - start);
            leavers += gone * taken / (end - start);
            rest -= taken;
            end = start;
        }
        return leavers;
    }

    /** The AUC with each account counted so many times. */
    private double auc(int[] times) {
        double stayedBelow = 0;
        double leavers = 0;
        double wins = 0;
        int start = 0;
        while (start < scores.length) {
            int end = start;
            double leaversHere = 0;
            double stayersHere = 0;
            while (end < scores.length && scores[end] == scores[start]) {
                if (left[end]) {
                    leaversHere += times[accounts[end]];
                } else {
                    stayersHere += times[accounts[end]];
                }
                end++;
            }
            wins += leaversHere * (stayedBelow + stayersHere / 2);
            stayedBelow += stayersHere;
            leavers += leaversHere;
            start = end;
        }
        return wins / (leavers * stayedBelow);
    }
}
