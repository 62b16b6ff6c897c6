/** The protocol of Segment and RudderStack: tracked calls become events, the others say who belongs where. */
@NullMarked
package dev.keizoku.usage.segment;

import org.jspecify.annotations.NullMarked;
