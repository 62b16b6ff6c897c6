/** The commit-ordered feed of everything that changes here. */
@NullMarked
package dev.keizoku.subscriptions.feed;

import org.jspecify.annotations.NullMarked;
