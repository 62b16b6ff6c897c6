/** The person at the terminal: what they typed, what they read, and what they are refused. */
@NullMarked
package dev.keizoku.launcher.terminal;

import org.jspecify.annotations.NullMarked;
