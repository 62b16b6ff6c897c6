/** The four services behind the gateway and the client that reaches them. */
@NullMarked
package dev.keizoku.gateway.upstream;

import org.jspecify.annotations.NullMarked;
