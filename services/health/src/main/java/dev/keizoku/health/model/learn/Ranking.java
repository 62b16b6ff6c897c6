package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.jspecify.annotations.Nullable;

/**
 * How well scores put those who left before those who stayed.
 *
 * <p>AUC is the chance that somebody who left has the higher score than somebody who stayed, ties counting half. Only those
 * of one day are compared: where more and more leave, or fewer, scores that only follow the times tell nobody apart.
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
    private final int[] days;
    private final int dayCount;

    private Ranking(double[] scores, boolean[] left, int[] accounts, int accountCount, int[] days, int dayCount) {
        this.scores = scores;
        this.left = left;
        this.accounts = accounts;
        this.accountCount = accountCount;
        this.days = days;
        this.dayCount = dayCount;
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
        Map<LocalDate, Integer> dayNumbers = new HashMap<>();
        double[] scores = new double[sorted.size()];
        boolean[] left = new boolean[sorted.size()];
        int[] accounts = new int[sorted.size()];
        int[] days = new int[sorted.size()];
        for (int i = 0; i < scores.length; i++) {
            Prediction prediction = sorted.get(i);
            scores[i] = prediction.score();
            left[i] = prediction.left();
            accounts[i] = numbers.getOrDefault(prediction.accountId(), 0);
            days[i] = dayNumbers.computeIfAbsent(prediction.on(), day -> dayNumbers.size());
        }
        return new Ranking(scores, left, accounts, numbers.size(), days, dayNumbers.size());
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
     * How much more often those with the highest scores of their day left than all did. Equal scores at the edge are
     * shared, so that scores which say nothing give exactly 1. Null where nobody left.
     */
    public @Nullable Double lift(double share) {
        double highest = 0;
        double leavers = 0;
        for (int day = 0; day < dayCount; day++) {
            int of = day;
            int[] places = IntStream.range(0, scores.length)
                    .filter(place -> days[place] == of)
                    .toArray();
            highest += leaversAmong(places, share * places.length);
            leavers += leaversAmong(places, places.length);
        }
        return leavers == 0 ? null : highest / (share * leavers);
    }

    /** The part of the highest scores that left, of so many. Null when there are fewer. */
    public @Nullable Double precisionAt(int count) {
        return count < 1 || count > scores.length
                ? null
                : leaversAmong(IntStream.range(0, scores.length).toArray(), count) / count;
    }

    /** Of the places, which go from the lowest score up. */
    private double leaversAmong(int[] places, double highest) {
        double rest = highest;
        double leavers = 0;
        int end = places.length;
        while (end > 0 && rest > 0) {
            int start = end - 1;
            while (start > 0 && scores[places[start - 1]] == scores[places[end - 1]]) {
                start--;
            }
            int gone = 0;
            for (int i = start; i < end; i++) {
                gone += left[places[i]] ? 1 : 0;
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
        double[] stayedBelow = new double[dayCount];
        double[] leavers = new double[dayCount];
        double[] leaversHere = new double[dayCount];
        double[] stayersHere = new double[dayCount];
        double wins = 0;
        int start = 0;
        while (start < scores.length) {
            int end = start;
            while (end < scores.length && scores[end] == scores[start]) {
                (left[end] ? leaversHere : stayersHere)[days[end]] += times[accounts[end]];
                end++;
            }
            for (int i = start; i < end; i++) {
                int day = days[i];
                wins += leaversHere[day] * (stayedBelow[day] + stayersHere[day] / 2);
                stayedBelow[day] += stayersHere[day];
                leavers[day] += leaversHere[day];
                leaversHere[day] = 0;
                stayersHere[day] = 0;
            }
            start = end;
        }
        double pairs = 0;
        for (int day = 0; day < dayCount; day++) {
            pairs += leavers[day] * stayedBelow[day];
        }
        return wins / pairs;
    }
}
