package dev.keizoku.metrics.report;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a book.
 *
 * @param trailing for retention, how far back the cohort is taken; null for the point's own interval
 */
public record Question(
        Windows windows,
        Interval interval,
        Basis basis,
        Selection selection,
        @Nullable Period trailing,
        boolean includeReactivation) {}
