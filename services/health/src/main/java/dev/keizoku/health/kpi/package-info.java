/** The key figures of support and of success, month by month. */
@NullMarked
package dev.keizoku.health.kpi;

import org.jspecify.annotations.NullMarked;
