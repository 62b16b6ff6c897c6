/** Sends a file to the import endpoint and follows it to its end. */
@NullMarked
package dev.keizoku.launcher.load;

import org.jspecify.annotations.NullMarked;
