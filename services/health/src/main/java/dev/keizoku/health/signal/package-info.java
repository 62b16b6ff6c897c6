/** Signs of leaving: what they are, how a tenant weighs them, the risk they make, and their life from open to resolved. */
@NullMarked
package dev.keizoku.health.signal;

import org.jspecify.annotations.NullMarked;
