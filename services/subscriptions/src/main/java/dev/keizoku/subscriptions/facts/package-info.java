/** What is known of every account at the end of a day, as one sorted stream. */
@NullMarked
package dev.keizoku.subscriptions.facts;

import org.jspecify.annotations.NullMarked;
