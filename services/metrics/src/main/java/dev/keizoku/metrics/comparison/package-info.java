/** The main figures before and after: what a programme changed. */
@NullMarked
package dev.keizoku.metrics.comparison;

import org.jspecify.annotations.NullMarked;
