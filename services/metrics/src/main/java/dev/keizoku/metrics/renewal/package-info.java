/** Of the contracts that were due, how many went on, and for how much. */
@NullMarked
package dev.keizoku.metrics.renewal;

import org.jspecify.annotations.NullMarked;
