/** What customers cost and bring: costs by month, CAC, payback, lifetime value and the rule of 40. */
@NullMarked
package dev.keizoku.metrics.cost;

import org.jspecify.annotations.NullMarked;
