/** Figures: pure functions over a tenant's balances, and the resources that serve them. */
@NullMarked
package dev.keizoku.metrics.report;

import org.jspecify.annotations.NullMarked;
