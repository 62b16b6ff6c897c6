/** Imports as jobs: taken over HTTP, kept in the database, worked through so that a kill loses and doubles nothing. */
@NullMarked
package dev.keizoku.imports.job;

import org.jspecify.annotations.NullMarked;
