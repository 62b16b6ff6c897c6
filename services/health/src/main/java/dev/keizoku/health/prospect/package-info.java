/** Accounts that try the product or use it for nothing, ranked by how ready they are to buy. */
@NullMarked
package dev.keizoku.health.prospect;

import org.jspecify.annotations.NullMarked;
