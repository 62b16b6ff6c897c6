/** What was proposed to customers, what they asked for by themselves, and what became of it. */
@NullMarked
package dev.keizoku.health.expansion.offer;

import org.jspecify.annotations.NullMarked;
