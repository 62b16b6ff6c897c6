package dev.keizoku.demo.company;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Seeded chance. The same parts always draw the same, in whatever order days and customers are asked for. */
final class Draw {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    private Draw(SplittableRandom random) {
        this.random = random;
    }

    static Draw of(long seed, long... parts) {
        var mixed = seed;
        for (var part : parts) {
            mixed = scramble(mixed + GOLDEN_GAMMA * (part + 1));
        }
        return new Draw(new SplittableRandom(mixed));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** From {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    <T> T weighted(List<T> from, ToDoubleFunction<T> weight) {
        var total = from.stream().mapToDouble(weight).sum();
        var left = random.nextDouble() * total;
        for (var candidate : from) {
            left -= weight.applyAsDouble(candidate);
            if (left < 0) {
                return candidate;
            }
        }
        return from.getLast();
    }

    /** A Poisson count, by Knuth's product of uniforms: the rates here are small. */
    int count(double rate) {
        var limit = Math.exp(-rate);
        var product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** The finaliser of MurmurHash3, as SplittableRandom itself uses it. */
    private static long scramble(long value) {
        var z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
