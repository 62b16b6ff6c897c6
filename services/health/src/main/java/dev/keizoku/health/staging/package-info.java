/** What those have in common who write a stretch of accounts from the temporary tables it was brought into. */
@NullMarked
package dev.keizoku.health.staging;

import org.jspecify.annotations.NullMarked;
