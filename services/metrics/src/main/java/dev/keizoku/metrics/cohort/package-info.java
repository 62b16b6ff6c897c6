/** Customers by the interval in which they first paid, and how many of them (or how much of their MRR) stayed. */
@NullMarked
package dev.keizoku.metrics.cohort;

import org.jspecify.annotations.NullMarked;
