/** Tells whoever a tenant names of events: signed, again and again until it is taken, and nobody waits for another. */
@NullMarked
package dev.keizoku.gateway.webhook;

import org.jspecify.annotations.NullMarked;
