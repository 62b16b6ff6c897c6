/** Counts days again from the events: to check the rollups night by night, and to rebuild them. */
@NullMarked
package dev.keizoku.usage.recount;

import org.jspecify.annotations.NullMarked;
