/** Which of the choices professionals disagree on a tenant has made, and since when. */
@NullMarked
package dev.keizoku.metrics.policy;

import org.jspecify.annotations.NullMarked;
