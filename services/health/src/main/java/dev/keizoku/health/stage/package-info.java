/** Where an account is in its life with the product. Pure functions. */
@NullMarked
package dev.keizoku.health.stage;

import org.jspecify.annotations.NullMarked;
