/** Usage as a caller reads it, by day, week or month. */
@NullMarked
package dev.keizoku.usage.report;

import org.jspecify.annotations.NullMarked;
