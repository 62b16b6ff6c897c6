/** Usage as a caller reads it, by hour, day, week or month. */
@NullMarked
package dev.keizoku.usage.report;

import org.jspecify.annotations.NullMarked;
