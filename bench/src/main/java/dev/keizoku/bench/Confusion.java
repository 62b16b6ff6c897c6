package dev.keizoku.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What labelled texts were read as. */
final class Confusion {

    private static final List<String> READINGS = List.of("positive", "neutral", "negative");

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    void add(String label, String reading) {
        counts.computeIfAbsent(label, key -> new TreeMap<>()).merge(reading, 1, Integer::sum);
    }

    /** The share read as labelled, of the texts with these labels; a text without an opinion is to be read as neutral. */
    double accuracy(Set<String> labels) {
        int right = 0;
        int all = 0;
        for (var row : counts.entrySet()) {
            if (labels.contains(row.getKey())) {
                var wanted = row.getKey().equals("none") ? "neutral" : row.getKey();
                right += row.getValue().getOrDefault(wanted, 0);
                all += row.getValue().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
            }
        }
        return right / (double) all;
    }

    /** A line a label. */
    List<String> lines() {
        return counts.entrySet().stream()
                .map(row -> "%-9s read as %s"
                        .formatted(
                                row.getKey(),
                                String.join(
                                        ", ",
                                        READINGS.stream()
                                                .map(reading -> reading + " "
                                                        + row.getValue().getOrDefault(reading, 0))
                                                .toList())))
                .toList();
    }
}
