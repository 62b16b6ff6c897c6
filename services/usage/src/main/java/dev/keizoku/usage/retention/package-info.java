/** Lets events go that a tenant no longer keeps. What was counted of them stays, and so do their identities. */
@NullMarked
package dev.keizoku.usage.retention;

import org.jspecify.annotations.NullMarked;
