/** What happened in the services, read from their feeds of notices into one order for each tenant. */
@NullMarked
package dev.keizoku.gateway.event;

import org.jspecify.annotations.NullMarked;
