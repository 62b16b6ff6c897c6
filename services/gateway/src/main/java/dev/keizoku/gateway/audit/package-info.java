/** Who changed what of a tenant, here and in the services: each keeps its own entries, and here they become one list. */
@NullMarked
package dev.keizoku.gateway.audit;

import org.jspecify.annotations.NullMarked;
