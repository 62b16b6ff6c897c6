/** From bytes to rows of named values, line by line, in constant memory. */
@NullMarked
package dev.keizoku.imports.decode;

import org.jspecify.annotations.NullMarked;
