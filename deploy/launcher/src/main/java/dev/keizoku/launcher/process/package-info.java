/** Operating system processes: started apart from the terminal, watched, and started again when they end by themselves. */
@NullMarked
package dev.keizoku.launcher.process;

import org.jspecify.annotations.NullMarked;
