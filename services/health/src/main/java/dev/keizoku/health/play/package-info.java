/** Plays: what is to be done for an account, by whom and until when, opened by signs of leaving and by dates. */
@NullMarked
package dev.keizoku.health.play;

import org.jspecify.annotations.NullMarked;
