/** The languages texts for people are written in. */
@NullMarked
package dev.keizoku.health.language;

import org.jspecify.annotations.NullMarked;
