/** How a file's columns become the fields of a kind of row. */
@NullMarked
package dev.keizoku.imports.mapping;

import org.jspecify.annotations.NullMarked;
