/** Why MRR moved: upsell, cross-sell and downsell, and the reasons customers leave for. */
@NullMarked
package dev.keizoku.metrics.reason;

import org.jspecify.annotations.NullMarked;
