/** Asks Keizoku for the figures and prints them, each beside the request that gives it again. */
@NullMarked
package dev.keizoku.demo.report;

import org.jspecify.annotations.NullMarked;
