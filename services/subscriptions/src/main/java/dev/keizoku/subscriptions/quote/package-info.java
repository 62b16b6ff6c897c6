/** What a change a customer asks for would cost, before it is made. */
@NullMarked
package dev.keizoku.subscriptions.quote;

import org.jspecify.annotations.NullMarked;
