/** The simulated company: pure functions of a story, with no clock, no network and no state outside them. */
@NullMarked
package dev.keizoku.demo.company;

import org.jspecify.annotations.NullMarked;
