/** The features plans are made of, and since when there are. */
@NullMarked
package dev.keizoku.subscriptions.feature;

import org.jspecify.annotations.NullMarked;
