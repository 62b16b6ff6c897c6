/** From measures and a scorecard to a score that explains itself. Pure functions. */
@NullMarked
package dev.keizoku.health.score;

import org.jspecify.annotations.NullMarked;
