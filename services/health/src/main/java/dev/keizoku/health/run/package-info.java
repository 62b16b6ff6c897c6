/** Score runs: the night of each tenant and the runs people ask for, once across replicas and resumable. */
@NullMarked
package dev.keizoku.health.run;

import org.jspecify.annotations.NullMarked;
