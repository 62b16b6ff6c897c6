package dev.keizoku.metrics.report;

import java.time.LocalDate;

/** From a day to another, the latter excluded. */
record Span(LocalDate from, LocalDate to) {

    Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A span ends after it begins.");
        }
    }
}
