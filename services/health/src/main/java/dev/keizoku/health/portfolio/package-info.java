/** All accounts as one table: score, MRR, renewal and owner side by side. */
@NullMarked
package dev.keizoku.health.portfolio;

import org.jspecify.annotations.NullMarked;
