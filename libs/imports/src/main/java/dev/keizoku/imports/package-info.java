/** What a service implements to take files of rows: a kind of row, and what applying a chunk of them came to. */
@NullMarked
package dev.keizoku.imports;

import org.jspecify.annotations.NullMarked;
