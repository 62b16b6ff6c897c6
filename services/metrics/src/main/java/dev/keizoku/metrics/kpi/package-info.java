/** The figures investors and boards ask for, on one page. */
@NullMarked
package dev.keizoku.metrics.kpi;

import org.jspecify.annotations.NullMarked;
