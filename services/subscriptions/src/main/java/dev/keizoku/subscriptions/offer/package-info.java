/** What makes plans cheaper: long terms, and plans bought together. */
@NullMarked
package dev.keizoku.subscriptions.offer;

import org.jspecify.annotations.NullMarked;
