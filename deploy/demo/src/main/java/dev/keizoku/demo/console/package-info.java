/** What the person who started the demo sees while it plays. */
@NullMarked
package dev.keizoku.demo.console;

import org.jspecify.annotations.NullMarked;
