/**
 * {@code ./keizoku demo}: plays a subscription company through the public API and prints what Keizoku answers.
 *
 * <p>Owns the story and the printed report. Does not own a single figure: each one is read from the API, and writes nothing but HTTP.
 */
@NullMarked
package dev.keizoku.demo;

import org.jspecify.annotations.NullMarked;
