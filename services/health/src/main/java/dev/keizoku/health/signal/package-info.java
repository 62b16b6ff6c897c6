/** Signs of leaving: opened once, resolved when they are over. */
@NullMarked
package dev.keizoku.health.signal;

import org.jspecify.annotations.NullMarked;
