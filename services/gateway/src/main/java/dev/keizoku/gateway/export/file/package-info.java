/** How rows become a file: pure, without a database or HTTP. */
@NullMarked
package dev.keizoku.gateway.export.file;

import org.jspecify.annotations.NullMarked;
