/**
 * What {@code ./keizoku} calls: commands for running the suite on one machine. Owns processes, ports, secrets and the
 * embedded PostgreSQL; knows nothing of what the services do.
 */
@NullMarked
package dev.keizoku.launcher;

import org.jspecify.annotations.NullMarked;
