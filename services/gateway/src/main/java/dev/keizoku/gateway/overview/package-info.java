/** One account as all services see it, composed at the moment of asking. */
@NullMarked
package dev.keizoku.gateway.overview;

import org.jspecify.annotations.NullMarked;
