/** Who may come in: the operator key, API keys, and the internal token each is exchanged for. */
@NullMarked
package dev.keizoku.gateway.access;

import org.jspecify.annotations.NullMarked;
