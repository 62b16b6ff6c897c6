/** Files of everything there is of something, made in the background and kept for a day. */
@NullMarked
package dev.keizoku.gateway.export;

import org.jspecify.annotations.NullMarked;
