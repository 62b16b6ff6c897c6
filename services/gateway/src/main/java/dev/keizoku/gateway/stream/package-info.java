/** Tells live pages of what happens, as it happens. */
@NullMarked
package dev.keizoku.gateway.stream;

import org.jspecify.annotations.NullMarked;
