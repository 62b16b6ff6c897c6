/** Whether an account may be proposed more, and what: every condition by itself, and what was offered and tried. */
@NullMarked
package dev.keizoku.health.expansion;

import org.jspecify.annotations.NullMarked;
