/**
 * Documents a tenant puts in force, version after version: scorecards, settings, lexicons. A version never changes, so
 * what was decided by one can always be explained by it.
 */
@NullMarked
package dev.keizoku.health.version;

import org.jspecify.annotations.NullMarked;
