/** What waits and what fails, for whoever runs us. */
@NullMarked
package dev.keizoku.gateway.watch;

import org.jspecify.annotations.NullMarked;
