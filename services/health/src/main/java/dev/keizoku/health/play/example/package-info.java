/** Success cases: what went well for others of the same industry or size. */
@NullMarked
package dev.keizoku.health.play.example;

import org.jspecify.annotations.NullMarked;
