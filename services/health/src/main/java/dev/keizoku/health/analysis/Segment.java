package dev.keizoku.health.analysis;

/** Observations that have something in common. */
record Segment(String name, long accounts, ChurnRate churn) {}
