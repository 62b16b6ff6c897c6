/** Which addresses are of the public internet. */
@NullMarked
package dev.keizoku.gateway.network;

import org.jspecify.annotations.NullMarked;
