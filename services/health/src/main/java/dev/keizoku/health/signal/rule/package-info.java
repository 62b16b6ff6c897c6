/** The rules that find signs of leaving in what is known of an account on a day: pure functions. */
@NullMarked
package dev.keizoku.health.signal.rule;

import org.jspecify.annotations.NullMarked;
