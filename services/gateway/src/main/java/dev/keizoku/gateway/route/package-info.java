/** What happens to a request: its path is judged, its sender checked, its service found, its body streamed on. */
@NullMarked
package dev.keizoku.gateway.route;

import org.jspecify.annotations.NullMarked;
