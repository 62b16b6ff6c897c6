/** From a figure to the customers and movements that make it. */
@NullMarked
package dev.keizoku.metrics.contribution;

import org.jspecify.annotations.NullMarked;
