/** Looks up what was received: one event by who it is, or an account's events, the newest first. */
@NullMarked
package dev.keizoku.usage.lookup;

import org.jspecify.annotations.NullMarked;
