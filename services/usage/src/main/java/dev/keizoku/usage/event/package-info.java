/** What an event is, how it is read from the wire, and what makes two of them the same. */
@NullMarked
package dev.keizoku.usage.event;

import org.jspecify.annotations.NullMarked;
