/** The accounts that events name, for whoever knows which of them are registered. */
@NullMarked
package dev.keizoku.usage.unmatched;

import org.jspecify.annotations.NullMarked;
