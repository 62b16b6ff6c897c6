/** What became of the accounts that plays were done for. */
@NullMarked
package dev.keizoku.health.play.effect;

import org.jspecify.annotations.NullMarked;
