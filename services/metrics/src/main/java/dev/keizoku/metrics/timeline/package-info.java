/** What the feed says of each subscription: its terms, and when they took effect. */
@NullMarked
package dev.keizoku.metrics.timeline;

import org.jspecify.annotations.NullMarked;
