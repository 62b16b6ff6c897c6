/** Real customers who left or stayed, read from third-party data as observations that the product learns from. */
@NullMarked
package dev.keizoku.bench.churn;

import org.jspecify.annotations.NullMarked;
