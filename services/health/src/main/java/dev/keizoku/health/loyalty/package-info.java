/** Customers that are highly satisfied and stay. */
@NullMarked
package dev.keizoku.health.loyalty;

import org.jspecify.annotations.NullMarked;
