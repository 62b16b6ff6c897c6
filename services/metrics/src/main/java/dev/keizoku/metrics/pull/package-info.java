/** Reading the change feed into the ledger, exactly once in effect. */
@NullMarked
package dev.keizoku.metrics.pull;

import org.jspecify.annotations.NullMarked;
