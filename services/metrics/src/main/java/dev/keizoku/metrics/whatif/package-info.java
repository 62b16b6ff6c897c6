/** What a point of churn costs. */
@NullMarked
package dev.keizoku.metrics.whatif;

import org.jspecify.annotations.NullMarked;
