/** The public API as the demo calls it: JSON in, JSON out, and problem documents shown as they are. */
@NullMarked
package dev.keizoku.demo.http;

import org.jspecify.annotations.NullMarked;
