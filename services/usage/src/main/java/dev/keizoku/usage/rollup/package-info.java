/** What was counted: by day, account, event name, user and feature. */
@NullMarked
package dev.keizoku.usage.rollup;

import org.jspecify.annotations.NullMarked;
