/** Looking back at who left: in which segments, after which signs, at which values, and whether the score saw it. */
@NullMarked
package dev.keizoku.health.analysis;

import org.jspecify.annotations.NullMarked;
