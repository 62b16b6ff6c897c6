/** The ingest of OpenMeter, and of Lago, whose client uses the same URL. */
@NullMarked
package dev.keizoku.usage.openmeter;

import org.jspecify.annotations.NullMarked;
