/**
 * What the five services share on the wire and at their edges: ids, money, problems, pages, tokens, tenants, clocks.
 *
 * <p>Owns no business rule, no entity and no client of another service. A type enters when three services use it.
 */
@NullMarked
package dev.keizoku.kernel;

import org.jspecify.annotations.NullMarked;
