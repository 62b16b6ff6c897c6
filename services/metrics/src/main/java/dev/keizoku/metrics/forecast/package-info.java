/** Where MRR goes if things stay as they lately were, and how far off such forecasts have been. */
@NullMarked
package dev.keizoku.metrics.forecast;

import org.jspecify.annotations.NullMarked;
