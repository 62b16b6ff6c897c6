/** Which measures count, how they become points, and how much each weighs: immutable versions. */
@NullMarked
package dev.keizoku.health.scorecard;

import org.jspecify.annotations.NullMarked;
