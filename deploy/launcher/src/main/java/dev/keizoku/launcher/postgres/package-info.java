/** The embedded PostgreSQL: its binaries, its cluster, and one database and role per service. */
@NullMarked
package dev.keizoku.launcher.postgres;

import org.jspecify.annotations.NullMarked;
