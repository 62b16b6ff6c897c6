package dev.keizoku.metrics.report;

import java.time.LocalDate;

/** From a day to another, the latter excluded. */
public record Span(LocalDate from, LocalDate to) {

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A span ends after it begins.");
        }
    }
}
