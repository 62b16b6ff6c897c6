/** How the values of measures lie among accounts of the same plan, size and stage. */
@NullMarked
package dev.keizoku.health.cohort;

import org.jspecify.annotations.NullMarked;
