/** Accounts that events name and nobody has registered: usage knows the former, subscriptions the latter. */
@NullMarked
package dev.keizoku.gateway.unmatched;

import org.jspecify.annotations.NullMarked;
