/** Values to hold figures against: where they come from, for which business they hold, and how a figure rates. */
@NullMarked
package dev.keizoku.metrics.guide;

import org.jspecify.annotations.NullMarked;
