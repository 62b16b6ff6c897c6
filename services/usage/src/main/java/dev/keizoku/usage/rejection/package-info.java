/** Events that were refused, kept a while with the reasons, for protocols whose answers have no room for them. */
@NullMarked
package dev.keizoku.usage.rejection;

import org.jspecify.annotations.NullMarked;
