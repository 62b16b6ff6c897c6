/** When what is read was known: now, or at an instant that is over. */
@NullMarked
package dev.keizoku.health.known;

import org.jspecify.annotations.NullMarked;
