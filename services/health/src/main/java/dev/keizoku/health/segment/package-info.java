/** How the customers of each segment did, week by week. */
@NullMarked
package dev.keizoku.health.segment;

import org.jspecify.annotations.NullMarked;
