/** What was counted, packed by account and 28 days: a copy of the rollups that measuring reads instead of them. */
@NullMarked
package dev.keizoku.usage.pack;

import org.jspecify.annotations.NullMarked;
