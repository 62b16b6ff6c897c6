/** Work for many others elsewhere, of whom some hang: who is next, and how many at once. */
@NullMarked
package dev.keizoku.gateway.turn;

import org.jspecify.annotations.NullMarked;
