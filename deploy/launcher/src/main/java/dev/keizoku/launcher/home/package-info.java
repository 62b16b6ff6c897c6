/** The data directory of one suite: where things are kept, its secrets, and which processes belong to it. */
@NullMarked
package dev.keizoku.launcher.home;

import org.jspecify.annotations.NullMarked;
