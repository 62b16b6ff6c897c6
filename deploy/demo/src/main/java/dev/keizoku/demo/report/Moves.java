package dev.keizoku.demo.report;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How accounts moved from band to band between two days. */
final class Moves {

    private Moves() {}

    /** The moves with their counts, or that there was none; an account without a score on either day did not move. */
    static String between(Map<String, Map<LocalDate, String>> history, LocalDate from, LocalDate to) {
        var moves = new TreeMap<String, Integer>();
        for (var days : history.values()) {
            var before = days.get(from);
            var after = days.get(to);
            if (before != null && after != null && !before.equals(after)) {
                moves.merge(before + " to " + after, 1, Integer::sum);
            }
        }
        return moves.isEmpty()
                ? "none"
                : moves.entrySet().stream()
                        .map(move -> "%d %s".formatted(move.getValue(), move.getKey()))
                        .collect(Collectors.joining(", "));
    }
}
