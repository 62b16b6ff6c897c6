/** What customers and the people who look after them said to each other: tickets and survey answers. */
@NullMarked
package dev.keizoku.health.touchpoint;

import org.jspecify.annotations.NullMarked;
