/** Renewals of contract terms: when they are due, what is meant to become of them, and what did. */
@NullMarked
package dev.keizoku.subscriptions.renewal;

import org.jspecify.annotations.NullMarked;
