package dev.keizoku.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The intents that were found among those that are there. */
final class IntentTally {

    private final Map<String, int[]> counts = new TreeMap<>();
    private int exact;
    private int messages;

    void add(Set<String> wanted, Set<String> found) {
        var either = new TreeSet<>(wanted);
        either.addAll(found);
        for (var intent : either) {
            var count = counts.computeIfAbsent(intent, key -> new int[3]);
            count[0] += wanted.contains(intent) && found.contains(intent) ? 1 : 0;
            count[1] += wanted.contains(intent) ? 1 : 0;
            count[2] += found.contains(intent) ? 1 : 0;
        }
        exact += wanted.equals(found) ? 1 : 0;
        messages++;
    }

    /** The share of messages whose intents are all found and no other. */
    double exact() {
        return exact / (double) messages;
    }

    /** A line an intent. */
    List<String> lines() {
        return counts.entrySet().stream()
                .map(row -> "%-20s precision %s recall %s of %d"
                        .formatted(
                                row.getKey(),
                                share(row.getValue()[0], row.getValue()[2]),
                                share(row.getValue()[0], row.getValue()[1]),
                                row.getValue()[1]))
                .toList();
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "   -" : "%.2f".formatted(part / (double) whole);
    }
}
