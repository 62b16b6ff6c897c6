/** What became of trials and free sign-ups. */
@NullMarked
package dev.keizoku.metrics.conversion;

import org.jspecify.annotations.NullMarked;
