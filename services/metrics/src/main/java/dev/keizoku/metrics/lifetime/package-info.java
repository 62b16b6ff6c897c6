/** When customers began to pay, when they stopped, and what they were worth in between. */
@NullMarked
package dev.keizoku.metrics.lifetime;

import org.jspecify.annotations.NullMarked;
