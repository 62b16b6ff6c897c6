/** Sends the company to Keizoku: plans, accounts, subscription changes, touchpoints, events, then score runs. */
@NullMarked
package dev.keizoku.demo.play;

import org.jspecify.annotations.NullMarked;
