/** The plays that wait, most worth doing first, and what each owner has to do. */
@NullMarked
package dev.keizoku.health.play.queue;

import org.jspecify.annotations.NullMarked;
