/** Meters: how events become a quantity, and that quantity by window, account, user, feature or property. */
@NullMarked
package dev.keizoku.usage.meter;

import org.jspecify.annotations.NullMarked;
