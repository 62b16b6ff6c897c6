/** What was charged for use, apart from MRR. */
@NullMarked
package dev.keizoku.metrics.charge;

import org.jspecify.annotations.NullMarked;
