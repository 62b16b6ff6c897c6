/** Accounts with all that belongs to them: what a group of companies is worth, and whether it stays. */
@NullMarked
package dev.keizoku.metrics.family;

import org.jspecify.annotations.NullMarked;
