package dev.keizoku.metrics.report;

import org.jspecify.annotations.Nullable;

/**
 * A group's value of one dimension.
 *
 * @param value null where the customers of the group have none
 */
public record Label(String dimension, @Nullable String value) {}
