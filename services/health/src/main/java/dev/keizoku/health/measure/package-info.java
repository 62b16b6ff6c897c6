/** What is known of an account on one day, as measures with a state each. */
@NullMarked
package dev.keizoku.health.measure;

import org.jspecify.annotations.NullMarked;
