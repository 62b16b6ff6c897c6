/** What is watched on a connection before there is a request: how its messages are framed, and how long a head takes. */
@NullMarked
package dev.keizoku.kernel.wire;

import org.jspecify.annotations.NullMarked;
