/**
 * What a message says: its intents and its polarity, in Japanese and English, by a lexicon that a tenant may extend or
 * replace. Pure functions: the same text and lexicon always read the same.
 */
@NullMarked
package dev.keizoku.health.text;

import org.jspecify.annotations.NullMarked;
