/** How much of each kind of call a tenant and each of its keys may ask for, counted over all replicas together. */
@NullMarked
package dev.keizoku.gateway.limit;

import org.jspecify.annotations.NullMarked;
