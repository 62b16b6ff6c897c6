package dev.keizoku.metrics.reconcile;

/**
 * One thing that does not add up.
 *
 * @param check which rule is broken
 * @param detail where, and by how much
 */
public record Finding(String check, String detail) {}
