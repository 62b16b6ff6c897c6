/** The public contract in one document, and the pages that show it. */
@NullMarked
package dev.keizoku.gateway.document;

import org.jspecify.annotations.NullMarked;
