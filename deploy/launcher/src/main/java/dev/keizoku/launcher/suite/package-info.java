/** The five services as processes: their ports, flags, environment, readiness and supervision. */
@NullMarked
package dev.keizoku.launcher.suite;

import org.jspecify.annotations.NullMarked;
