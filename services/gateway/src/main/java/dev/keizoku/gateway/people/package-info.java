/** People instead of keys: whose tokens are believed, who the members of a tenant are, and what their roles open. */
@NullMarked
package dev.keizoku.gateway.people;

import org.jspecify.annotations.NullMarked;
