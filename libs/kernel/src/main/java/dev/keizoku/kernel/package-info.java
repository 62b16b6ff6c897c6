/**
 * What the five services share on the wire and at their edges: ids, money, problems, pages, tokens, tenants, clocks.
 *
 * <p>Owns no business rule, no entity and no client of another service. A type enters when three services use it; the vault
 * did with two, since what one sealed the other has to seal in the same way.
 */
@NullMarked
package dev.keizoku.kernel;

import org.jspecify.annotations.NullMarked;
