/** Named filters, and which filters an operation takes. */
@NullMarked
package dev.keizoku.gateway.segment;

import org.jspecify.annotations.NullMarked;
