/** How events are taken in: a bounded queue, writers that commit many requests at once, one outcome for each event. */
@NullMarked
package dev.keizoku.usage.ingest;

import org.jspecify.annotations.NullMarked;
