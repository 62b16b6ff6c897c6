/** The running proof that the ledger still says what the timelines say. */
@NullMarked
package dev.keizoku.metrics.reconcile;

import org.jspecify.annotations.NullMarked;
