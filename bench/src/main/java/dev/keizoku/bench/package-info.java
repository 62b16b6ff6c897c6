/**
 * {@code ./keizoku bench NAME}: what the built suite does in a second, beside what the same machine could do at best.
 *
 * <p>Every speed is a ratio within one run. {@code bench/README.md} says how each figure is made.
 */
@NullMarked
package dev.keizoku.bench;

import org.jspecify.annotations.NullMarked;
