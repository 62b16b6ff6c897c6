/** From timelines to the ledger: normalisation, daily netting per customer, and the kinds of movement. */
@NullMarked
package dev.keizoku.metrics.movement;

import org.jspecify.annotations.NullMarked;
