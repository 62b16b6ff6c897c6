/** Something more that customers try for some days, what they do with it, and how many buy it. */
@NullMarked
package dev.keizoku.health.expansion.trial;

import org.jspecify.annotations.NullMarked;
