/** What is already agreed for the time ahead: committed MRR and the cash that billing will bring. */
@NullMarked
package dev.keizoku.metrics.outlook;

import org.jspecify.annotations.NullMarked;
