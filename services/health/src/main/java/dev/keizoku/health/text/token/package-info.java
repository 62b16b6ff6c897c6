/** Text cut into words in their base forms, with what is needed to see how they are meant: negated, supposed, quoted. */
@NullMarked
package dev.keizoku.health.text.token;

import org.jspecify.annotations.NullMarked;
