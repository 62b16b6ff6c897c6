/** What seals secrets that have to be known again. */
@NullMarked
package dev.keizoku.gateway.vault;

import org.jspecify.annotations.NullMarked;
