/** The tenants' own lexicons and a place to try them. */
@NullMarked
package dev.keizoku.health.text.lexicon;

import org.jspecify.annotations.NullMarked;
