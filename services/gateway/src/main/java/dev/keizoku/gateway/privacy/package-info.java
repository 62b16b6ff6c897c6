/** What is kept of a person: told whole, and removed from every service with a receipt. */
@NullMarked
package dev.keizoku.gateway.privacy;

import org.jspecify.annotations.NullMarked;
