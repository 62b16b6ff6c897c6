/** Learning from observed leaving: pure functions over records, without database, clock or HTTP. */
@NullMarked
package dev.keizoku.health.model.learn;

import org.jspecify.annotations.NullMarked;
