/** How long customers stay: Kaplan-Meier curves, their uncertainty, and whether segments differ. */
@NullMarked
package dev.keizoku.metrics.survival;

import org.jspecify.annotations.NullMarked;
