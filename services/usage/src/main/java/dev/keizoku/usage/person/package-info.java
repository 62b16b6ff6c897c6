/** The users of accounts: what was said of them, which accounts they belong to, and when they were last there. */
@NullMarked
package dev.keizoku.usage.person;

import org.jspecify.annotations.NullMarked;
