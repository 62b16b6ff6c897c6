/** Targets in stages, and how far the figures have come. */
@NullMarked
package dev.keizoku.metrics.targets;

import org.jspecify.annotations.NullMarked;
