package dev.keizoku.bench.signs;

import java.time.LocalDate;
import java.util.List;

/**
 * Customers of one company.
 *
 * @param knownTo the last day of which it is known who left
 * @param credit whose data it is
 */
public record Portfolio(String name, String credit, List<Stay> stays, LocalDate knownTo) {

    public Portfolio {
        stays = List.copyOf(stays);
    }

    LocalDate firstDay() {
        return stays.stream().map(Stay::from).min(LocalDate::compareTo).orElseThrow();
    }

    LocalDate lastDay() {
        LocalDate last = stays.stream().map(Stay::to).max(LocalDate::compareTo).orElseThrow();
        return last.isBefore(knownTo) ? last : knownTo;
    }
}
