package dev.keizoku.bench;

import java.util.List;

/** The middle of a few runs: one disturbed run does not move it. */
final class Median {

    private Median() {}

    static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A median needs at least one value.");
        }
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
