/** What a request asks for is done once, however often it is sent. */
@NullMarked
package dev.keizoku.gateway.once;

import org.jspecify.annotations.NullMarked;
